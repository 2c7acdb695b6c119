import { type Tampering, withFirst } from './tampering.ts';

/** What probes find, close and open. */
export const PROBES: Tampering[] = [
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
