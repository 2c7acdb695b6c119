import { isSourceKey } from '../endpoints/endpoint.ts';
import { described } from '../incidents/description.ts';
import { incidentIdOf } from '../incidents/incident.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Severity } from '../oncall/severity.ts';
import type { Day } from '../probing/daily-stats.ts';
import { downMsIn, isOpenAfter, isOpenedIn, lostIn } from './in-week.ts';
import type { Week } from './week.ts';
import type { WeekEndpoint, WeekIncident } from './week-facts.ts';

/** What our probes found in the seven days (UTC) that have the dates of the week. */
export type ProbesOfWeek = { up: number; down: number; unknown: number };

/** One endpoint in a week. A source's unreadable posts and a source's flood have lines of their own. */
export type EndpointLine = {
  endpointKey: string;
  endpoint: string | undefined;
  name: string;
  severity: Severity;
  isMonitored: boolean;
  /** Incidents that were open in the week, and how many of them opened in it. */
  incidentIds: readonly string[];
  opened: number;
  downMs: number;
  lostAtLeast: number;
  /** Incidents that count events of other weeks too, and of which no day tells how many were this week's. */
  lostUnknownOf: number;
  isOpenAtEnd: boolean;
  probes: ProbesOfWeek;
  certificateEndsAt?: string | undefined;
};

const sumOf = (days: readonly Day[], of: 'up' | 'down' | 'unknown' | 'notifications'): number =>
  days.reduce((sum, day) => sum + day[of], 0);

/**
 * Lost in the week: those of incidents that lie within it, and of those that do not what the days of the endpoint (UTC) count
 * beyond that. A flood's endpoints have no days of their own.
 */
const lostOf = (incidents: readonly WeekIncident[], days: readonly Day[], week: Week) => {
  if (incidents.some(({ endpointKey }) => isSourceKey(endpointKey)))
    return { lostAtLeast: 0, lostUnknownOf: 0 };
  const parts = incidents.map((one) => ({ whole: lostIn(one, week), one }));
  const sure = parts.reduce((sum, { whole }) => sum + (whole ?? 0), 0);
  const split = parts.filter(({ whole }) => whole === undefined);
  if (split.length === 0) return { lostAtLeast: sure, lostUnknownOf: 0 };
  const byDay = sumOf(days, 'notifications');
  const most = split.reduce((sum, { one }) => sum + one.count, 0);
  return {
    lostAtLeast: sure + Math.min(most, Math.max(0, byDay - sure)),
    lostUnknownOf: byDay > sure ? 0 : split.length,
  };
};

/** A line for each endpoint with an incident and each that is monitored, the worst first. */
export const endpointLines = (
  incidents: readonly WeekIncident[],
  endpoints: readonly WeekEndpoint[],
  week: Week,
  now: number,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): EndpointLine[] => {
  const byKey = byEndpoint(incidents);
  const known = new Map(endpoints.map((one) => [one.endpointKey, one]));
  return [...new Set([...byKey.keys(), ...known.keys()])]
    .map((endpointKey): EndpointLine => {
      const own = byKey.get(endpointKey) ?? [];
      const {
        days = [],
        isMonitored = false,
        certificateEndsAt,
        endpoint: url,
      } = known.get(endpointKey) ?? {};
      const endpoint = url ?? own.find((one) => one.endpoint !== undefined)?.endpoint;
      const { name, severity } = described({ endpointKey, endpoint }, oncall);
      return {
        endpointKey,
        endpoint,
        name,
        severity,
        isMonitored,
        incidentIds: own.map(incidentIdOf),
        opened: own.filter((one) => isOpenedIn(one, week)).length,
        downMs: own.reduce((sum, one) => sum + downMsIn(one, week, now), 0),
        ...lostOf(own, days, week),
        isOpenAtEnd: own.some((one) => isOpenAfter(one, week)),
        probes: { up: sumOf(days, 'up'), down: sumOf(days, 'down'), unknown: sumOf(days, 'unknown') },
        ...(certificateEndsAt !== undefined && { certificateEndsAt }),
      };
    })
    .toSorted(worseFirst);
};

const byEndpoint = (incidents: readonly WeekIncident[]): Map<string, WeekIncident[]> => {
  const found = new Map<string, WeekIncident[]>();
  for (const one of incidents) {
    const own = found.get(one.endpointKey);
    if (own) own.push(one);
    else found.set(one.endpointKey, [one]);
  }
  return found;
};

const worseFirst = (one: EndpointLine, other: EndpointLine): number =>
  Number(other.incidentIds.length > 0) - Number(one.incidentIds.length > 0) ||
  Number(other.severity === 'critical') - Number(one.severity === 'critical') ||
  other.downMs - one.downMs ||
  other.lostAtLeast - one.lostAtLeast ||
  other.probes.down - one.probes.down ||
  (one.endpointKey < other.endpointKey ? -1 : 1);

/** The share of probes that were answered, where enough of them proved anything: a few say more by their number. */
export const answeredShare = ({ up, down }: ProbesOfWeek): number | undefined =>
  up + down < FEWEST_PROBES ? undefined : up / (up + down);

const FEWEST_PROBES = 100;
