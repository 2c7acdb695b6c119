import { type Tampering, withFirst } from './tampering.ts';

/** What becomes of notifications. */
export const NOTIFICATIONS: Tampering[] = [
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
];
