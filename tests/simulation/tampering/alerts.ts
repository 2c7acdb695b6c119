import { type ActionLogEntry, actionKey } from '../../../lib/domain/incidents/timeline.ts';

import { type Tampering, withFirst } from './tampering.ts';

/** What was said, to whom, when and how often. */
export const ALERTS: Tampering[] = [
  [
    'what was told is not what is',
    /^3 the state of an incident/,
    ({ incidents }) => ({
      incidents: withFirst(incidents, (one) => ({ ...one, cause: 'unknown', count: 10_000 })),
    }),
  ],
  [
    'nothing was published',
    /^3 what is recorded/,
    ({ ledger }) => ({ ledger: { ...ledger, publishes: [] } }),
  ],
  [
    'an alert has a message that SNS never gave',
    /^3 each alert/,
    ({ alerts }) => ({ alerts: withFirst(alerts, (one) => ({ ...one, messageId: 'none' })) }),
  ],
  [
    'somebody was told an hour late in a world without faults',
    /^4 five minutes/,
    ({ ledger, weather }) => ({
      rates: { faulty: 0, deadly: 0, lagging: 0 },
      weather: { ...weather, skewMs: 0 },
      ledger: { ...ledger, publishes: ledger.publishes.map((one) => ({ ...one, at: one.at + 3_600_000 })) },
    }),
  ],
  [
    'an alert is told twice',
    /^5/,
    ({ ledger, weather }) => ({
      weather: { ...weather, skewMs: 0 },
      ledger: { ...ledger, publishes: ledger.publishes.flatMap((one) => [one, one]) },
    }),
  ],
  [
    'people are woken by what they have acknowledged',
    /^3 nobody is woken/,
    ({ actions, ledger }) => {
      const woken = ledger.publishes.find(({ incidents }) => incidents.some(({ kind }) => kind === 'opened'));
      const at = new Date((woken?.at ?? 0) - 3_600_000);
      const acknowledged: ActionLogEntry = {
        incidentId: woken?.incidents[0]?.incidentId ?? '',
        at: actionKey(at, 1),
        kind: 'acknowledged',
        actor: 'Noura',
        until: new Date(at.getTime() + 7_200_000).toISOString(),
        expiresAt: 0,
      };
      return { actions: [acknowledged, ...actions] };
    },
  ],
  [
    'nobody heard of it on the second level',
    /^3 what nobody acknowledges/,
    ({ incidents }) => ({
      incidents: incidents.map((one) =>
        one.lastSent?.email
          ? { ...one, lastSent: { ...one.lastSent, email: { ...one.lastSent.email, highestLevel: 1 } } }
          : one,
      ),
    }),
  ],
  [
    'an email does not name its incident',
    /^6 every incident/,
    ({ ledger }) => ({
      ledger: { ...ledger, publishes: ledger.publishes.map((one) => ({ ...one, deliveries: [] })) },
    }),
  ],
];
