import { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { renderHandover } from '../../../lib/messages/duty-handover.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Context, Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, incident, opened, resolved, sentAt, silenceOf } from './fixtures.ts';
import { links } from './story-context.ts';

/** Omar has the turn until 20:00, eighteen minutes after the incident opens; then Sara, for a day. Huda reads Arabic. */
const team = RuntimeOncallConfig.parse({
  timeZone: 'Asia/Riyadh',
  escalationMinutes: [15],
  people: {
    sara: { name: 'Sara', hasEmail: true, hasSms: true },
    omar: { name: 'Omar', hasEmail: true, hasSms: true },
    huda: { name: 'Huda', hasEmail: true, hasSms: false, language: 'ar' },
  },
  duties: [
    { rotation: { people: ['sara', 'omar'], every: 'day', at: '20:00', from: '2026-06-12' } },
    { people: ['huda'] },
  ],
});

const withTeam = (minutesAfterOpening: number, over: Partial<RuntimeOncallConfig> = {}): Context => ({
  ...contextAt(minutesAfterOpening, { ...team, ...over }),
  links,
});

const toldOmar = (over = {}) =>
  sentAt(0, { onDuty: ['omar'], alerted: ['omar'], cycleStartedAt: at(0), ...over });

const handover = (over: Parameters<typeof incident>[0] = {}): Alert => ({
  kind: 'handover',
  reason: 'Sara came on duty, and nobody has acknowledged it',
  level: 2,
  onDuty: ['sara', 'huda'],
  to: ['sara'],
  incident: incident({
    count: 14,
    lastAt: at(17),
    lastSent: toldOmar({ level: 2, onDuty: ['omar', 'huda'], at: at(15), count: 14 }),
    ...over,
  }),
});

const escalated: Alert = {
  ...opened({ count: 9, lastAt: at(14), lastSent: toldOmar() }),
  kind: 'escalated',
  reason: 'nobody has acknowledged it',
  why: 'unacknowledged',
  level: 2,
  onDuty: ['omar', 'huda'],
};

const another = (key: string, path: string, minute: number) => ({
  endpointKey: key,
  incidentId: `${key}-1`,
  endpoint: `https://burger.example/flavours/${path}`,
  openedAt: at(minute),
  sample: { at: at(minute) },
});

/** What is sent about incidents where people take turns. */
export const teamStories: Record<string, () => Message> = {
  'team-opened': () =>
    renderAlert({ ...opened(), level: 1, onDuty: ['omar'] }, ['email', 'sms'], withTeam(0.1)),
  'team-escalated': () => renderAlert(escalated, ['email', 'sms'], withTeam(15)),
  'team-escalated-translated': () => {
    const [translation] = renderAlert(escalated, ['email', 'sms'], withTeam(15)).translations ?? [];
    if (!translation) throw new Error('there is no translation');
    return translation;
  },
  'team-handover': () => renderAlert(handover(), ['email', 'sms'], withTeam(18)),
  'team-digest-of-handovers': () =>
    renderDigest(
      [
        handover(),
        handover(another('d4e5f6g7h8j9', 'orders', 2)),
        handover(another('e5f6g7h8j9k0', 'menu', 3)),
        handover(another('f6g7h8j9k0m1', 'loyalty', 4)),
      ],
      ['email', 'sms'],
      { ...withTeam(18), setId: '01JD0000000000000000000000' },
    ),
  'team-resolved-after-the-turn': () =>
    renderAlert(
      { ...resolved({ lastSent: toldOmar({ alerted: ['omar', 'sara'] }) }), level: 1, onDuty: ['sara'] },
      ['email', 'sms'],
      withTeam(73),
    ),
};

const lent = {
  id: 'c',
  covered: { person: 'sara' },
  by: 'huda',
  from: at(18 - 0.5),
  to: at(18 + 240),
  reason: 'at the dentist',
  createdBy: 'Sara',
  createdAt: at(0),
};

const acknowledgedOne = incident({
  ...another('d4e5f6g7h8j9', 'orders', 2),
  state: 'acknowledged',
  acknowledgedBy: 'Omar',
  acknowledgedUntil: at(40),
  count: 31,
});
const silencedOne = incident(another('e5f6g7h8j9k0', 'menu', 3));
const open = {
  members: [
    { incident: incident({ count: 14, lastSent: toldOmar() }), silence: undefined },
    { incident: acknowledgedOne, silence: undefined },
    {
      incident: silencedOne,
      silence: { ...silenceOf('Omar', 5, 240), endpointKey: 'e5f6g7h8j9k0', incidentId: 'e5f6g7h8j9k0-1' },
    },
  ],
  more: 2,
  recent: { opened: 7, over: 2, lost: 61 },
};
const turn = { level: 1, came: ['sara'], went: ['omar'] };

/** The mails at a hand-over. */
export const handoverMails: Record<string, () => Message> = {
  'duty-handover': () => renderHandover([turn], open, withTeam(18)),
  'duty-handover-to-cover': () =>
    renderHandover(
      [{ level: 1, came: ['huda'], went: ['omar'] }],
      { members: [], more: 0, recent: { opened: 0, over: 0, lost: 0 } },
      withTeam(18, { covers: [lent] }),
    ),
  'duty-handover-in-arabic': () => renderHandover([turn], open, withTeam(18, { language: 'ar', covers: [] })),
};
