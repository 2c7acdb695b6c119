import { describeEndpoint } from '../endpoints/classification.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import type { Incident } from './incident.ts';

type Ranked = Pick<Incident, 'endpointKey' | 'state' | 'endpoint' | 'count' | 'openedAt'>;

const STATE_RANK = { open: 0, acknowledged: 1, resolved: 2 } as const;
const SEVERITY_RANK = { critical: 0, warning: 1, info: 2 } as const;

/** How urgent an incident is: what nobody acts on first, then by severity, by what was lost, and the oldest first. */
export type Urgency = readonly [state: number, severity: number, kept: number, openedAt: string];

export const urgencyOf = (incident: Ranked, oncall: Pick<OncallAtRuntime, 'endpoints'>): Urgency => [
  STATE_RANK[incident.state],
  SEVERITY_RANK[describeEndpoint(incident, oncall).severity],
  -incident.count,
  incident.openedAt,
];

/** Negative if `a` is the more urgent. */
export const byUrgency = (a: Urgency, b: Urgency): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : Number(a[3] > b[3]));
