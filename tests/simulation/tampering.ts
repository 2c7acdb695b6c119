import { expect } from '@jest/globals';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { EMPTY_FLOOD } from '../../lib/domain/incidents/flood.ts';
import { type ActionLogEntry, actionKey } from '../../lib/domain/incidents/timeline.ts';
import { isUnreadable } from '../../lib/domain/intake/notification.ts';
import type { Evidence } from './scenario/state.ts';
import { NAMED } from './world/container.ts';

/** The values with the first match changed. */
const withFirst = <Value>(
  values: readonly Value[],
  change: (value: Value) => Value,
  fits: (value: Value) => boolean = () => true,
): Value[] => {
  const index = values.findIndex(fits);
  expect(index).toBeGreaterThanOrEqual(0);
  return values.map((value, at) => (at === index ? change(value) : value));
};

/** What must never be true, the check that must notice it, and how it is made to look true. */
export const TAMPERING: [string, RegExp, (evidence: Evidence) => Partial<Evidence>][] = [
  ['a notification is gone', /^1/, ({ notifications }) => ({ notifications: notifications.slice(1) })],
  [
    'one was written twice',
    /^1/,
    ({ ledger }) => ({
      ledger: { ...ledger, kept: new Map([...ledger.kept].map(([id, puts]) => [id, [...puts, ...puts]])) },
    }),
  ],
  [
    'one is still pending',
    /^2 each notification/,
    ({ notifications }) => ({ notifications: withFirst(notifications, (one) => ({ ...one, pending: 0 })) }),
  ],
  [
    'one names an incident that is not there',
    /^2 each notification/,
    ({ notifications }) => ({
      notifications: withFirst(notifications, (one) => ({ ...one, incidentId: 'none-1' })),
    }),
  ],
  [
    'one was grouped twice',
    /^2 each notification/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        groupings: new Map([...ledger.groupings].map(([id, of]) => [id, [...of, ...of]])),
      },
    }),
  ],
  [
    'a count is one too high',
    /^2 the counts/,
    ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, count: one.count + 1 })) }),
  ],
  [
    'a flood lists less than it counts',
    /^2 a flood lists/,
    ({ incidents }) => ({
      incidents: withFirst(incidents, (one) => ({ ...one, endpointKey: 'flood:main', flood: EMPTY_FLOOD })),
    }),
  ],
  [
    'what oncall.yml names is in a flood',
    /^2 what oncall.yml names/,
    ({ notifications }) => ({
      notifications: withFirst(
        notifications.filter((one) => !isUnreadable(one)),
        (one) => ({ ...one, endpointKey: endpointKey(NAMED), endpoint: NAMED, incidentId: 'flood:main-1' }),
      ),
    }),
  ],
  [
    'one run opens all incidents, for one source',
    /^2 a source opens/,
    ({ incidents, ledger }) => {
      const [first] = [...ledger.groupings.values()].flat();
      expect(first).toBeDefined();
      return {
        rates: { faulty: 0, deadly: 0, lagging: 0 },
        incidents: incidents.map((one) => ({ ...one, source: 'main' })),
        ledger: {
          ...ledger,
          closings: [],
          groupings: new Map(
            [...ledger.groupings].map(([id, of]) => [
              id,
              of.map((one) => ({ ...one, invocation: first?.invocation ?? one.invocation })),
            ]),
          ),
        },
      };
    },
  ],
  [
    'an incident is opened while its source floods',
    /^2 while a source floods/,
    ({ incidents, ledger }) => {
      const flood = { endpointKey: 'flood:main', incidentId: 'flood:main-99', number: 99 };
      const [first] = [...ledger.groupings.values()].flat();
      expect(first).toBeDefined();
      return {
        rates: { faulty: 0, deadly: 0, lagging: 0 },
        incidents: incidents.flatMap((one) => [
          { ...one, source: 'main' },
          { ...one, ...flood, source: 'main' },
        ]),
        ledger: {
          ...ledger,
          groupings: new Map(
            [
              ...ledger.groupings,
              ...(first
                ? [['-', [{ ...first, at: 0, order: -1, incidentId: flood.incidentId }]] as const]
                : []),
            ].map(([id, of]) => [id, [...of]]),
          ),
        },
      };
    },
  ],
  [
    'a flood goes on although nothing is posted',
    /^3 a flood that is quiet/,
    ({ incidents }) => ({
      incidents: withFirst(
        incidents,
        (one) => ({ ...one, endpointKey: 'flood:main', state: 'open', lastAt: '2020-01-01T00:00:00.000Z' }),
        ({ lastSent }) => lastSent?.email !== undefined,
      ),
    }),
  ],
  [
    'a number is missing',
    /^2 incidents of an endpoint/,
    ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, number: one.number + 1 })) }),
  ],
  [
    'a later incident holds what was received before the end of an earlier one',
    /^2 nothing that was received/,
    ({ notifications }) => ({
      notifications: notifications.map((one) => ({
        ...one,
        incidentId: `${one.incidentId?.replace(/-\d+$/, '')}-9`,
      })),
    }),
  ],
  [
    'an incident begins before the one before it ended',
    /^2 an incident begins/,
    ({ incidents }) => ({
      incidents: incidents.flatMap((one) =>
        one.state === 'resolved' && one.count > 0 ? [one, { ...one, number: one.number + 1 }] : [one],
      ),
    }),
  ],
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
    'an open incident is on no open list',
    /^3 the open list/,
    ({ incidents }) => ({
      incidents: withFirst(
        incidents,
        (one) => ({ ...one, listName: '2026-03' }),
        ({ state }) => state === 'open',
      ),
    }),
  ],
  [
    'nothing was grouped five minutes later',
    /^4 within/,
    ({ history }) => ({
      history: {
        ...history,
        storms: history.storms.map((storm) => ({ ...storm, fiveMinutesLaterOrder: 0 })),
      },
    }),
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
    'ten are published at once',
    /^6 fewer than ten/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.flatMap((one) => Array.from({ length: 10 }, () => one)),
      },
    }),
  ],
  [
    'a subscription was deactivated',
    /^6 fewer than ten/,
    ({ subscriptions }) => ({
      subscriptions: withFirst(subscriptions, (one) => ({ ...one, isActive: false })),
    }),
  ],
  [
    'an email does not name its incident',
    /^6 every incident/,
    ({ ledger }) => ({
      ledger: { ...ledger, publishes: ledger.publishes.map((one) => ({ ...one, deliveries: [] })) },
    }),
  ],
  [
    'six SMS are sent at once',
    /^6 SMS/,
    ({ ledger, weather }) => ({
      weather: { ...weather, skewMs: 0 },
      ledger: {
        ...ledger,
        publishes: ledger.publishes
          .filter(({ channels }) => channels.includes('sms'))
          .flatMap((one) => Array.from({ length: 6 }, () => one)),
      },
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
    'probes close an incident a second after one failed',
    /that probes closed/,
    ({ incidents }) => ({
      incidents: withFirst(
        incidents,
        (one) => ({
          ...one,
          resolvedAt: new Date(Date.parse(one.probeFailedAt ?? '') + 1000).toISOString(),
        }),
        ({ resolution }) => resolution === 'probes',
      ),
    }),
  ],
  [
    'probes close an incident of which none had failed',
    /that probes closed/,
    ({ ledger }) => ({ ledger: { ...ledger, probes: [] } }),
  ],
  [
    'the window to fetch again ends where it begins',
    /loss window holds/,
    ({ incidents }) => ({
      incidents: withFirst(
        incidents,
        (one) => ({ ...one, lossWindow: one.lossWindow && { ...one.lossWindow, to: one.lossWindow.from } }),
        ({ lossWindow, count }) => lossWindow !== undefined && count > 0,
      ),
    }),
  ],
  [
    'an incident has no notification, and no probe failed',
    /by three failed probes/,
    ({ incidents, notifications, ledger }) => ({
      notifications: notifications.slice(1),
      incidents: withFirst(incidents, (one) => ({ ...one, count: 0 })),
      ledger: { ...ledger, probes: [] },
    }),
  ],
  [
    'a look is counted twice in its day',
    /^each probe result is counted/,
    ({ days }) => ({
      days: withFirst(
        days,
        (day) => ({ ...day, up: day.up + 1 }),
        ({ up, down }) => up + down > 0,
      ),
    }),
  ],
  [
    'a notification is in no day',
    /^each notification is counted/,
    ({ days }) => ({
      days: withFirst(
        days,
        (day) => ({ ...day, notifications: day.notifications - 1 }),
        ({ notifications }) => notifications > 0,
      ),
    }),
  ],
  [
    'what a person stopped is probed all the same',
    /not probed until it is reported/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        monitoring: ledger.probes.slice(-1).map(({ key, invocation }) => ({
          key,
          invocation,
          isStopped: true,
          at: 0,
          order: -1,
        })),
      },
    }),
  ],
  [
    'our probes alone open again what a person closed, and never saw it work',
    /only what they have seen work/,
    ({ incidents, ledger }) => ({
      incidents: withFirst(
        incidents,
        (one) => ({ ...one, count: 0, number: 2 }),
        ({ endpoint }) => !endpoint?.includes('named'),
      ),
      ledger: { ...ledger, probes: [] },
    }),
  ],
];

/** The same of evidence with people in it, who take turns. */
export const TAMPERING_WITH_DUTY: typeof TAMPERING = [
  [
    'everybody is woken, on duty or not',
    /^3 only those on duty/,
    ({ ledger, team }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) => ({
          ...one,
          deliveries: one.deliveries.flatMap((delivery) =>
            Object.values(team?.addresses ?? {}).flatMap(({ email, sms }) => [
              { ...delivery, protocol: 'email' as const, to: email },
              ...(sms ? [{ ...delivery, protocol: 'sms' as const, to: sms }] : []),
            ]),
          ),
        })),
      },
    }),
  ],
  [
    'whoever is on duty sleeps on',
    /^3 everybody on duty/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) => ({
          ...one,
          deliveries: one.deliveries.map((delivery) => ({ ...delivery, to: 'nobody@example.com' })),
        })),
      },
    }),
  ],
  [
    'who comes on duty is not told',
    /^4 whoever comes on duty/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) =>
          one.incidents.some(({ kind }) => kind === 'handover') ? { ...one, deliveries: [] } : one,
        ),
      },
    }),
  ],
];
