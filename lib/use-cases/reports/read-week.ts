import { readSummaries } from '../../adapters/dynamodb/incident-summaries.ts';
import type { Cursor, Opened } from '../../adapters/dynamodb/list-incidents.ts';
import { listMonitoredKeys } from '../../adapters/dynamodb/monitored-keys.ts';
import { chunksOf, type Store } from '../../adapters/dynamodb/store.ts';
import { readTimelineBetween } from '../../adapters/dynamodb/timeline.ts';
import { readWeekEndpoints } from '../../adapters/dynamodb/week-endpoints.ts';
import { described } from '../../domain/incidents/description.ts';
import { incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { isFlood } from '../../domain/incidents/incident-kind.ts';
import { monthOf, monthsBetween } from '../../domain/incidents/month.ts';
import type { SentAlert } from '../../domain/incidents/sent-alert.ts';
import { type ActionLogEntry, isRecordedAction, timeOf } from '../../domain/incidents/timeline.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { isOfWeek } from '../../domain/reports/in-week.ts';
import type { Week } from '../../domain/reports/week.ts';
import type { WeekEndpoint, WeekFacts, WeekIncident, WeekTimeline } from '../../domain/reports/week-facts.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What is read at most. A page of summaries holds some 4,000 incidents; a week of a flood has thousands, of which the
 * timelines of the worst are read. No more endpoints are probed than are read.
 */
export const MOST = { pages: 60, incidents: 20_000, timelines: 500, entries: 200, endpoints: 1000 } as const;
export type Most = Record<keyof typeof MOST, number>;

/** An incident that is over is on the list of the month in which it opened: so far back from the week is looked. */
const OPENED_BEFORE_MS = 92 * DAY_MS;
/** Whatever is still open is found, however old it is. */
const EVER = '2000';
const TIMELINES_AT_ONCE = 10;
/** With seven days each, twenty-one BatchGetItem in a row. */
const ENDPOINTS_IN_CHUNK = 250;

type Reading = Pick<RuntimeOncallConfig, 'endpoints'>;

/** Reads all that a report of a week needs, or as much of it as it says. */
export const readWeek = async (
  store: Store,
  week: Week,
  oncall: Reading,
  most: Most = MOST,
): Promise<WeekFacts> => {
  const [{ incidents, isWhole }, monitored] = await Promise.all([
    incidentsOf(store, week, most),
    listMonitoredKeys(store),
  ]);
  const [timelines, endpoints] = await Promise.all([
    timelinesOf(store, week, worstFirst(incidents, oncall).slice(0, most.timelines), most),
    endpointsOf(store, week, incidents, monitored.keys, most),
  ]);
  return {
    incidents,
    isWhole,
    timelines,
    timelinesRead: { read: timelines.filter((one) => one.isWhole).length, of: incidents.length },
    ...endpoints,
    monitored: { count: monitored.keys.length, isWhole: monitored.isWhole },
  };
};

const incidentsOf = async (
  store: Store,
  week: Week,
  most: Most,
): Promise<{ incidents: WeekIncident[]; isWhole: boolean }> => {
  const from = new Date(week.from - OPENED_BEFORE_MS).toISOString();
  const to = new Date(week.to).toISOString();
  const found = new Map<string, WeekIncident>();
  let pages = 0;
  /** Answers whether that was all of the list. */
  const visit = async (list: string, opened: Opened): Promise<boolean> => {
    let after: Cursor | undefined;
    do {
      if (pages++ >= most.pages) return false;
      const page = await readSummaries(store, list, { after, opened });
      for (const one of page.summaries) if (isOfWeek(one, week)) found.set(incidentIdOf(one), one);
      if (found.size > most.incidents) return false;
      after = page.next;
    } while (after);
    return true;
  };
  // What is archived meanwhile is read twice, and kept once, as it was last.
  let isWhole = await visit(OPEN_LIST, { from: EVER, to });
  for (const month of monthsBetween(monthOf(week.from - OPENED_BEFORE_MS), monthOf(week.to)))
    isWhole = isWhole && (await visit(month, { from, to }));
  return { incidents: [...found.values()].slice(0, most.incidents), isWhole };
};

/** Critical ones first, those before that lost the most. */
const worstFirst = (incidents: readonly WeekIncident[], oncall: Reading): WeekIncident[] => {
  const ranked = incidents.map((one) => ({
    one,
    isCritical: isFlood(one) || described(one, oncall).severity === 'critical',
  }));
  return ranked
    .toSorted((a, b) => Number(b.isCritical) - Number(a.isCritical) || b.one.count - a.one.count)
    .map(({ one }) => one);
};

const timelinesOf = async (
  store: Store,
  week: Week,
  incidents: readonly WeekIncident[],
  most: Most,
): Promise<WeekTimeline[]> => {
  const range = {
    from: new Date(week.from).toISOString(),
    to: new Date(week.to).toISOString(),
    limit: most.entries,
  };
  const { outputs } = await mapWithLimit(
    incidents,
    TIMELINES_AT_ONCE,
    () => true,
    async (one): Promise<WeekTimeline> => {
      const incidentId = incidentIdOf(one);
      const { entries, isWhole } = await readTimelineBetween(store, incidentId, range);
      return {
        incidentId,
        isWhole,
        // Without their reasons: there may be very many.
        sent: entries.flatMap((entry) => (isRecordedAction(entry) ? [] : [sentIn(entry)])),
        actions: entries.flatMap((entry) => (isRecordedAction(entry) ? [actionIn(entry)] : [])),
      };
    },
  );
  return outputs;
};

const sentIn = ({ at, kind, level, channels, people, messageId }: SentAlert) => ({
  at,
  kind,
  level,
  channels,
  people,
  messageId,
});
const actionIn = (entry: ActionLogEntry) => {
  const { kind, actor, until } = entry;
  return { at: timeOf(entry), kind, actor, until };
};

const endpointsOf = async (
  store: Store,
  week: Week,
  incidents: readonly WeekIncident[],
  monitored: readonly string[],
  most: Most,
): Promise<Pick<WeekFacts, 'endpoints' | 'endpointsRead'>> => {
  const failed = incidents.filter(({ endpoint }) => endpoint !== undefined).map((one) => one.endpointKey);
  const keys = [...new Set([...failed, ...monitored])];
  const endpoints: WeekEndpoint[] = [];
  for (const chunk of chunksOf(keys.slice(0, most.endpoints), ENDPOINTS_IN_CHUNK))
    endpoints.push(...(await readWeekEndpoints(store, chunk, week.days)));
  return { endpoints, endpointsRead: { read: endpoints.length, of: keys.length } };
};
