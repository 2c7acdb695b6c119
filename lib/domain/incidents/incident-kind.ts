import { isFloodKey } from './flood.ts';
import type { Incident } from './incident.ts';

type Subject = Pick<Incident, 'endpointKey' | 'endpoint'>;

/** A source's flood: of many endpoints, and so of none. */
export const isFlood = ({ endpointKey }: Pick<Incident, 'endpointKey'>): boolean => isFloodKey(endpointKey);

/** Posts of a source in which no endpoint could be found. */
export const isUnreadable = (incident: Subject): boolean =>
  incident.endpoint === undefined && !isFlood(incident);

/** An outage that our own probes found and that Flavours has not reported: no event is known to be lost. */
export const isUnreported = (incident: Subject & Pick<Incident, 'count'>): boolean =>
  incident.count === 0 && !isUnreadable(incident);
