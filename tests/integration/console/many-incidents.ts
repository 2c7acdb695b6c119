import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { monthList } from '../../../lib/domain/incidents/incident.ts';
import { incidentOf } from '../../browser/world.ts';

/* More than a page of everything: incidents that are open, those of a month, and endpoints that are monitored. */

export const COUNT = 303;
const WORST = 'https://worst.example/hooks/orders';
/** The first to have opened, and by far the costliest. */
export const worst = incidentOf({ endpoint: WORST, since: 9000, count: 9_000 });
export const others = Array.from({ length: COUNT - 1 }, (_, index) =>
  incidentOf({
    endpoint: `https://h${index}.example/hooks/${index % 2 === 0 ? 'menu' : 'loyalty'}`,
    source: `s${index}`,
    since: 10 + index,
    count: 1 + index,
  }),
);
export const over = Array.from({ length: 120 }, (_, index) =>
  incidentOf({ endpoint: WORST, number: 200 + index, since: 60 + index, resolved: 30, resolution: 'person' }),
).map((one) => ({ ...one, openedAt: '2026-01-15T12:00:00.000Z' }));
export const month = monthList(over[0] ?? worst);
export const monitored = [worst, ...others].map(({ endpoint = '' }) => ({
  endpointKey: endpointKey(endpoint),
  item: 'state',
  monitored: 'on',
  endpoint,
  monitoredAt: '2026-01-01T00:00:00.000Z',
  nextProbeAt: new Date().toISOString(),
  history: [],
  results: 0,
}));
