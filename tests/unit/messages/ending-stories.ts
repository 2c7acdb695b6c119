import { renderAlert } from '../../../lib/messages/render.ts';
import type { Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, probed, resolved, sentAt } from './fixtures.ts';
import { inArabic, withConsole } from './story-context.ts';

/** What is sent as an incident ends. */
export const endingStories: Record<string, () => Message> = {
  'recovered-by-probes': () =>
    renderAlert(
      resolved({
        resolution: 'probes',
        resolvedBy: undefined,
        probeFailedAt: at(67),
        probe: probed(200, { at: at(68.5) }),
        lossWindow: {
          from: at(-4),
          fromReason: 'last-good-probe',
          to: at(68.5),
          toReason: 'first-good-probe',
        },
        resolvedAt: at(73),
      }),
      ['email', 'sms'],
      contextAt(73.1),
    ),
  'recovered-by-person': () => renderAlert(resolved(), ['email', 'sms'], contextAt(72.1)),
  'recovered-in-arabic': () =>
    renderAlert(
      resolved({
        resolution: 'probes',
        lossWindow: {
          from: at(-4),
          fromReason: 'last-good-probe',
          to: at(68.5),
          toReason: 'first-good-probe',
        },
      }),
      ['email', 'sms'],
      { ...withConsole(73), oncall: inArabic(73) },
    ),
  'closed-unreported': () =>
    renderAlert(
      resolved({
        resolution: 'expired',
        resolvedBy: undefined,
        probeFailedAt: at(68 + 10_080),
        resolvedAt: at(68 + 10_080),
        lastSent: sentAt(61),
      }),
      ['email'],
      contextAt(68 + 10_081),
    ),
  'closed-by-quiet': () =>
    renderAlert(
      resolved({
        resolution: 'quiet',
        resolvedBy: undefined,
        resolvedAt: at(68 + 360),
        lastSent: sentAt(61),
      }),
      ['email', 'sms'],
      contextAt(68 + 361),
    ),
  'monitoring-stopped': () => renderAlert(resolved({ resolution: 'stopped' }), ['email'], contextAt(73)),
};
