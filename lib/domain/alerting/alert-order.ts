import { classifyEndpoint } from '../endpoints/classification.ts';
import { namedBy } from '../endpoints/configured-monitor.ts';
import { isFloodKey } from '../incidents/flood.ts';
import type { Incident } from '../incidents/incident.ts';
import type { AlertKind } from '../incidents/last-sent.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { Severity } from '../oncall/severity.ts';

/** The rank of an alert, most important figure first: the lower, the earlier it is sent. */
export type AlertRank = readonly number[];

type Ranked = Pick<Incident, 'endpointKey' | 'endpoint' | 'state' | 'count' | 'openedAt'>;

const STATES = { open: 0, acknowledged: 1, resolved: 2 } as const;

/** Alerts that ask somebody to act come before news, and news before repetition. */
const KINDS: Record<AlertKind, number> = {
  test: 0,
  opened: 0,
  escalated: 0,
  handover: 0,
  resolved: 1,
  acknowledged: 2,
  silenced: 2,
  unsilenced: 2,
  note: 2,
  changed: 3,
  reminder: 4,
};

/**
 * How precisely `oncall.yml` lists an endpoint: 0 exactly, 1 by the beginning of its URL, 2 not at all, 3 no
 * endpoint; a flood consists of unlisted ones. Whoever has a leaked webhook URL can invent any number of the others.
 */
export const familiarity = (
  incident: Pick<Incident, 'endpointKey' | 'endpoint'>,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): 0 | 1 | 2 | 3 => {
  if (isFloodKey(incident.endpointKey)) return 2;
  if (incident.endpoint === undefined || !URL.canParse(incident.endpoint)) return 3;
  const named = namedBy(incident, oncall);
  return named === 'exactly' ? 0 : named === 'beginning' ? 1 : 2;
};

/** The rank of an incident in a list: unattended, most severe, listed in `oncall.yml`, most lost, longest. */
export const incidentRank = (incident: Ranked, oncall: RuntimeOncallConfig): AlertRank => [
  ...urgency(incident, oncall),
  -incident.count,
  Date.parse(incident.openedAt),
];

/** The order in which alerts go out: as `incidentRank`, but openings before reminders of the same urgency. */
export const alertRank = (incident: Ranked, kind: AlertKind, oncall: RuntimeOncallConfig): AlertRank => [
  ...urgency(incident, oncall),
  KINDS[kind],
  -incident.count,
  Date.parse(incident.openedAt),
];

const urgency = (incident: Ranked, oncall: RuntimeOncallConfig): AlertRank => [
  STATES[incident.state],
  Severity.options.indexOf(classifyEndpoint(incident, oncall).severity),
  familiarity(incident, oncall),
];

/** For sorting: negative where `one` comes first. */
export const compareRanks = (one: AlertRank, other: AlertRank): number =>
  one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
