import { endpointKey } from '../lib/domain/endpoints/endpoint.ts';
import { siteOf } from '../lib/domain/endpoints/site.ts';
import { MONITORED } from '../lib/domain/probing/monitor.ts';

/** An endpoint as it is stored that answered when it was probed last, at `probedAt`, and whose next probe is due. */
export const monitorItem = (
  endpoint: string,
  { probedAt, lane, source }: { probedAt: string; lane: 'well' | 'trouble'; source: string },
) => ({
  endpointKey: endpointKey(endpoint),
  item: 'state',
  endpoint,
  monitored: MONITORED,
  monitoredAt: probedAt,
  nextProbeAt: probedAt,
  lane,
  troubleLane: 'trouble',
  source,
  domain: siteOf(endpoint),
  history: [{ at: probedAt, ms: 120, kind: 'up' }],
  revision: 1,
});
