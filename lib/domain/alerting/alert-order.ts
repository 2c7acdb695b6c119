import { covers, describeEndpoint } from '../endpoints/classification.ts';
import { endpointKey } from '../endpoints/endpoint.ts';
import { isFloodKey } from '../incidents/flood.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Kind } from '../incidents/last-sent.ts';
import { type OncallAtRuntime, Severity } from '../oncall/config.ts';

/** How far up an alert stands, the most important figure first: the lower, the earlier. */
export type AlertRank = readonly number[];

type Ranked = Pick<Incident, 'endpointKey' | 'endpoint' | 'state' | 'count' | 'openedAt'>;

/** What calls for somebody comes before news, and news before what only repeats. */
const KINDS: Record<Kind, number> = {
  test: 0,
  opened: 0,
  escalated: 0,
  recovered: 1,
  acknowledged: 2,
  silenced: 2,
  unsilenced: 2,
  note: 2,
  changed: 3,
  reminder: 4,
};

/**
 * How well a team knows an endpoint: 0 if `oncall.yml` names exactly it, 1 if it names a beginning of it, 2 if neither,
 * 3 if there is none; a flood is of those that it does not name. Whoever has a leaked webhook URL can make up any number of the others.
 */
export const familiarity = (
  { endpointKey: key, endpoint }: Pick<Incident, 'endpointKey' | 'endpoint'>,
  { endpoints }: Pick<OncallAtRuntime, 'endpoints'>,
): 0 | 1 | 2 | 3 => {
  if (isFloodKey(key)) return 2;
  if (endpoint === undefined || !URL.canParse(endpoint)) return 3;
  if (endpoints.some(({ url }) => endpointKey(url) === key)) return 0;
  const at = new URL(endpoint);
  return endpoints.some((named) => covers(named, at)) ? 1 : 2;
};

/** Where an incident stands in a list of many: still failing, most severe, named, most lost, longest. */
export const incidentRank = (incident: Ranked, oncall: OncallAtRuntime): AlertRank => [
  ...urgency(incident, oncall),
  -incident.count,
  Date.parse(incident.openedAt),
];

/** In which order alerts go out: as `incidentRank`, but openings before reminders of the same urgency. */
export const alertRank = (incident: Ranked, kind: Kind, oncall: OncallAtRuntime): AlertRank => [
  ...urgency(incident, oncall),
  KINDS[kind],
  -incident.count,
  Date.parse(incident.openedAt),
];

const urgency = (incident: Ranked, oncall: OncallAtRuntime): AlertRank => [
  incident.state === 'resolved' ? 1 : 0,
  Severity.options.indexOf(describeEndpoint(incident.endpoint, oncall).severity),
  familiarity(incident, oncall),
];

/** For sorting: negative where `one` comes first. */
export const compareRanks = (one: AlertRank, other: AlertRank): number =>
  one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
