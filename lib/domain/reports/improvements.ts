import { firstLevelHasMs } from '../alerting/escalation.ts';
import { isSourceKey } from '../endpoints/endpoint.ts';
import { described } from '../incidents/description.ts';
import { incidentIdOf } from '../incidents/incident.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { EndpointLine } from './endpoint-lines.ts';
import { isAcknowledgedIn, isEndedIn, isOpenedIn } from './in-week.ts';
import type { Woken } from './messages-sent.ts';
import { isAtNight } from './night.ts';
import type { Week } from './week.ts';
import type { WeekIncident, WeekTimeline } from './week-facts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Where there is no second level to say how long the first may take. */
const LATE_MS = 30 * MINUTE_MS;
/** How many incidents of one endpoint in one week are more than chance. */
const FLAPPING = 3;
const CERTIFICATE_DAYS = 30;
/** How often somebody is woken at night before it is worth a word. */
const MANY_NIGHTLY = 3;
/** Incidents and endpoints that are named as evidence; the others are counted. */
const NAMED = 3;

/** What it rests on: the incidents, as far as they are named, and how many they are. */
type Incidents = { incidentIds: readonly string[]; count: number };

/** An endpoint that is named as evidence. */
export type NamedEvidence = { endpointKey: string; name: string; endpoint: string };
type Endpoints = { endpoints: readonly NamedEvidence[]; count: number };

/** What could be better, each with its evidence. `minutes` is the time that is meant; `endsAt` when the first one ends. */
export type Improvement =
  | (Incidents & { kind: 'woken-for-warnings'; sms: number })
  | (Incidents & { kind: 'acknowledged-late'; minutes: number })
  | (Incidents & { kind: 'never-acknowledged'; minutes: number })
  | (Incidents & { kind: 'acknowledgement-expired' })
  | (Incidents & { kind: 'silence-ended' })
  | (Incidents & { kind: 'unverified-end' })
  | (Incidents & { kind: 'unreadable' })
  | (Endpoints & { kind: 'certificate'; endsAt: string })
  | (Endpoints & { kind: 'flapping' })
  | (Endpoints & { kind: 'not-probed' })
  | (Endpoints & { kind: 'probes-inconclusive' })
  | { kind: 'most-woken'; name: string; atNight: number; of: number };

type Given = {
  week: Week;
  now: number;
  incidents: readonly WeekIncident[];
  lines: readonly EndpointLine[];
  woken: readonly Woken[];
  timelines: readonly WeekTimeline[];
  oncall: RuntimeOncallConfig;
};

/** The rules, in the order in which they are worth reading: who sleeps badly, what nobody took on, what will break. */
export const improvementsOf = (given: Given): Improvement[] =>
  [mostWoken, wokenForWarnings, slowAnswers, endedByThemselves, unverified, unreadable, ofEndpoints].flatMap(
    (rule) => rule(given),
  );

const evidence = (ids: readonly string[]): Incidents => ({
  incidentIds: ids.slice(0, NAMED),
  count: ids.length,
});

/** The rule's finding, unless there is nothing that it could be about. */
const found = <Of>(ids: readonly string[], make: (of: Incidents) => Of): Of[] =>
  ids.length === 0 ? [] : [make(evidence(ids))];

const wokenForWarnings = ({ incidents, timelines, woken, oncall }: Given): Improvement[] => {
  if (oncall.quietHours || woken.length === 0) return [];
  const byId = new Map(incidents.map((one) => [incidentIdOf(one), one]));
  const nightly = timelines.flatMap(({ incidentId, sent }) => {
    const incident = byId.get(incidentId);
    const sms = sent.filter(
      ({ at, channels }) => channels.includes('sms') && isAtNight(Date.parse(at), oncall),
    );
    return incident && sms.length > 0 && described(incident, oncall).severity !== 'critical'
      ? [{ incidentId, messageIds: sms.map(({ messageId }) => messageId) }]
      : [];
  });
  const sms = new Set(nightly.flatMap(({ messageIds }) => messageIds)).size;
  return found(
    nightly.map(({ incidentId }) => incidentId),
    (of) => ({ kind: 'woken-for-warnings', ...of, sms }),
  );
};

/** Later than the second level is alerted, or than half an hour. Unreadable posts are nothing to be on time for. */
const slowAnswers = ({ week, now, incidents, oncall }: Given): Improvement[] => {
  const minutes = (firstLevelHasMs(oncall) ?? LATE_MS) / MINUTE_MS;
  const outages = incidents.filter(({ endpointKey }) => !isSourceKey(endpointKey));
  const waited = (one: WeekIncident): number =>
    Date.parse(one.firstAcknowledgedAt ?? one.resolvedAt ?? new Date(now).toISOString()) -
    Date.parse(one.openedAt);
  const slow = outages
    .filter((one) => waited(one) > minutes * MINUTE_MS)
    .toSorted((one, other) => waited(other) - waited(one));
  const late = slow.filter((one) => isAcknowledgedIn(one, week));
  const never = slow.filter((one) => one.firstAcknowledgedAt === undefined && isOpenedIn(one, week));
  return [
    ...found(late.map(incidentIdOf), (of) => ({ kind: 'acknowledged-late' as const, ...of, minutes })),
    ...found(never.map(incidentIdOf), (of) => ({ kind: 'never-acknowledged' as const, ...of, minutes })),
  ];
};

/** What ended by its time in the week while the incident went on, and was not renewed before. */
const endedByThemselves = ({ week, now, incidents, timelines }: Given): Improvement[] => {
  const byId = new Map(incidents.map((one) => [incidentIdOf(one), one]));
  const ranOut = (kind: 'acknowledged' | 'silenced', endedBy: readonly string[]): string[] =>
    timelines
      .filter(({ incidentId, actions }) =>
        actions.some(({ kind: of, at, until }) => {
          const end = Date.parse(until ?? '');
          const resolvedAt = byId.get(incidentId)?.resolvedAt;
          return (
            of === kind &&
            end < Math.min(week.to, now) &&
            (resolvedAt === undefined || Date.parse(resolvedAt) > end) &&
            !actions.some(
              (other) => endedBy.includes(other.kind) && other.at > at && Date.parse(other.at) <= end,
            )
          );
        }),
      )
      .map(({ incidentId }) => incidentId);
  return [
    ...found(ranOut('acknowledged', ['acknowledged', 'silenced', 'resolved']), (of) => ({
      kind: 'acknowledgement-expired' as const,
      ...of,
    })),
    ...found(ranOut('silenced', ['silenced', 'unsilenced', 'resolved']), (of) => ({
      kind: 'silence-ended' as const,
      ...of,
    })),
  ];
};

const unverified = ({ week, incidents }: Given): Improvement[] =>
  found(
    incidents
      .filter(
        (one) =>
          isEndedIn(one, week) &&
          !isSourceKey(one.endpointKey) &&
          (one.resolution === 'quiet' || one.resolution === 'expired'),
      )
      .map(incidentIdOf),
    (of) => ({ kind: 'unverified-end', ...of }),
  );

const unreadable = ({ week, incidents }: Given): Improvement[] =>
  found(
    incidents.filter((one) => isSourceKey(one.endpointKey) && isOpenedIn(one, week)).map(incidentIdOf),
    (of) => ({ kind: 'unreadable', ...of }),
  );

const totalOf = ({ probes }: EndpointLine): number => probes.up + probes.down + probes.unknown;
const hasFailed = ({ incidentIds }: EndpointLine): boolean => incidentIds.length > 0;

const ofEndpoints = ({ week, now, lines }: Given): Improvement[] => {
  const named = lines.flatMap((line) =>
    line.endpoint === undefined ? [] : [{ ...line, endpoint: line.endpoint }],
  );
  const some = <Of>(ones: readonly (typeof named)[number][], make: (of: Endpoints) => Of): Of[] =>
    ones.length === 0
      ? []
      : [
          make({
            endpoints: ones
              .slice(0, NAMED)
              .map(({ endpointKey, name, endpoint }) => ({ endpointKey, name, endpoint })),
            count: ones.length,
          }),
        ];
  const ending = named
    .flatMap((line) =>
      line.certificateEndsAt === undefined ? [] : [{ ...line, endsAt: line.certificateEndsAt }],
    )
    .filter(({ endsAt }) => {
      const end = Date.parse(endsAt);
      return end > Math.min(week.to, now) && end <= week.to + CERTIFICATE_DAYS * DAY_MS;
    })
    .toSorted((one, other) => (one.endsAt < other.endsAt ? -1 : 1));
  const failed = named.filter(hasFailed);
  return [
    ...some(ending, (of) => ({ kind: 'certificate' as const, ...of, endsAt: ending[0]?.endsAt ?? '' })),
    ...some(
      failed.filter(({ opened }) => opened >= FLAPPING),
      (of) => ({ kind: 'flapping' as const, ...of }),
    ),
    ...some(
      failed.filter((line) => totalOf(line) === 0),
      (of) => ({ kind: 'not-probed' as const, ...of }),
    ),
    ...some(
      failed.filter((line) => totalOf(line) > 0 && totalOf(line) === line.probes.unknown),
      (of) => ({ kind: 'probes-inconclusive' as const, ...of }),
    ),
  ];
};

/** Whoever was woken at night more often than all other people together. Of one person alone there is nothing to share out. */
const mostWoken = ({ woken, oncall }: Given): Improvement[] => {
  const people = woken.flatMap(({ phone, atNight }) =>
    'person' in phone ? [{ name: phone.name, atNight }] : [],
  );
  const [first] = people.toSorted((one, other) => other.atNight - one.atNight);
  const all = people.reduce((sum, { atNight }) => sum + atNight, 0);
  const others = Object.values(oncall.people).filter(({ hasSms }) => hasSms).length - 1;
  return first && others > 0 && first.atNight >= MANY_NIGHTLY && first.atNight > all / 2
    ? [{ kind: 'most-woken', ...first, of: all }]
    : [];
};
