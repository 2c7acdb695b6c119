import { renderAlert } from '../../../lib/messages/render.ts';
import type { Alert, Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, incident, opened, sentAt, silenceOf } from './fixtures.ts';
import { withConsole } from './story-context.ts';

const acknowledged: Alert = {
  kind: 'acknowledged',
  reason: 'Sara: acknowledged',
  level: 2,
  incident: incident({
    state: 'acknowledged',
    acknowledgedBy: 'Sara',
    acknowledgedAt: at(20),
    acknowledgedUntil: at(50),
    recentActions: [{ number: 1, kind: 'acknowledged', actor: 'Sara', at: at(20), until: at(50) }],
    count: 12,
    lastAt: at(18),
    lastSent: sentAt(15, { kind: 'escalated', count: 9 }),
  }),
};

/** What is sent while an incident is open, and of what people do about it. */
export const ongoingStories: Record<string, () => Message> = {
  changed: () =>
    renderAlert(
      {
        kind: 'changed',
        reason: 'the cause was connection and is now unavailable',
        incident: incident({
          count: 31,
          lastAt: at(14.8),
          codes: { 503: 25, 0: 6 },
          sources: { riyadh: 28, jeddah: 3 },
          lastSent: sentAt(5, { count: 7, cause: 'connection', kind: 'changed', growthIntervalMinutes: 10 }),
        }),
      },
      ['email'],
      contextAt(15),
    ),
  reminder: () =>
    renderAlert(
      {
        kind: 'reminder',
        reason: 'nothing was said for 60 min',
        incident: incident({
          count: 31,
          lastAt: at(24),
          codes: { 503: 31 },
          sources: { main: 31 },
          lastSent: sentAt(25, { count: 31, kind: 'changed', growthIntervalMinutes: 20 }),
        }),
      },
      ['email'],
      contextAt(85),
    ),
  escalated: () =>
    renderAlert(
      {
        kind: 'escalated',
        reason: 'nobody has acknowledged it',
        why: 'unacknowledged',
        level: 2,
        incident: incident({
          count: 9,
          lastAt: at(14),
          codes: { 503: 9 },
          sources: { main: 9 },
          lastSent: sentAt(0, { cycleStartedAt: at(0) }),
        }),
      },
      ['email', 'sms'],
      withConsole(15),
    ),
  'in-arabic': () =>
    renderAlert(
      {
        ...opened({ count: 9, lastAt: at(14), lastSent: sentAt(0, { cycleStartedAt: at(0) }) }),
        kind: 'escalated',
        reason: 'nobody has acknowledged it',
        why: 'unacknowledged',
        level: 2,
      },
      ['email', 'sms'],
      {
        ...withConsole(15),
        oncall: { ...contextAt(15, { escalationMinutes: [15, 30], language: 'ar' }).oncall },
      },
    ),
  acknowledged: () => renderAlert(acknowledged, ['email'], withConsole(20.2)),
  'acknowledgement-ended': () =>
    renderAlert(
      {
        ...opened({
          count: 20,
          acknowledgedBy: 'Sara',
          expiredAcknowledgements: 1,
          lastSent: sentAt(0, { cycleStartedAt: at(0) }),
        }),
        kind: 'escalated',
        reason: 'the acknowledgement by Sara ended, and nobody has closed it',
        why: 'acknowledgement-ended',
      },
      ['email', 'sms'],
      withConsole(45),
    ),
  silenced: () =>
    renderAlert(
      {
        kind: 'silenced',
        reason: 'Omar: silenced',
        level: 2,
        silence: silenceOf('Omar', 20, 240),
        incident: incident({
          count: 12,
          lastSent: { revision: 1, email: { ...sentAt(0).email, lastAction: 0 } },
          recentActions: [
            { number: 1, kind: 'note', actor: 'Sara', at: at(19), text: 'vendor called, they restart it' },
            {
              number: 2,
              kind: 'silenced',
              actor: 'Omar',
              at: at(20),
              text: 'vendor is on it',
              until: at(20 + 240),
            },
          ],
        }),
      },
      ['email'],
      withConsole(20.4),
    ),
};
