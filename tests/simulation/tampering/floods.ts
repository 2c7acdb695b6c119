import { expect } from '@jest/globals';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { EMPTY_FLOOD } from '../../../lib/domain/incidents/flood.ts';
import { isUnreadable } from '../../../lib/domain/intake/notification.ts';
import { NAMED } from '../world/container.ts';

import { type Tampering, withFirst } from './tampering.ts';

/** What a flood of a source takes and leaves. */
export const FLOODS: Tampering[] = [
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
];
