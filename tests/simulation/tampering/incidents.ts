import { type Tampering, withFirst } from './tampering.ts';

/** What stands in incidents, and in which list. */
export const INCIDENTS: Tampering[] = [
  [
    'a count is one too high',
    /^2 the counts/,
    ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, count: one.count + 1 })) }),
  ],
  [
    'a number is missing',
    /^2 incidents of an endpoint/,
    ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, number: one.number + 1 })) }),
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
];
