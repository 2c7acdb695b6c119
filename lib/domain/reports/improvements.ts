import { firstLevelHasMs } from '../alerting/escalation.ts';
import { isSourceKey } from '../endpoints/endpoint.ts';
import { described } from '../incidents/description.ts';
import { incidentIdOf } from '../incidents/incident.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { EndpointLine } from './endpoint-lines.ts';
import { isAcknowledgedIn, isEndedIn, isOpenedIn } from './in-week.ts';
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
/** Incidents that are named as evidence; the others are counted. */
const NAMED = 3;

/** What it rests on: the incidents, as far as they are named, and how many they are. */
type Evidence = { incidentIds: readonly string[]; count: number };

/** What could be better, each with its evidence. `minutes` is the time that is meant. */
export type Improvement =
  | (Evidence & { kind: 'acknowledged-late'; minutes: number })
  | (Evidence & { kind: 'never-acknowledged'; minutes: number })
  | (Evidence & { kind: 'acknowledgement-expired' })
  | (Evidence & { kind: 'silence-ended' })
  | (Evidence & { kind: 'woken-for-warnings'; sms: number })
  | (Evidence & { kind: 'unverified-end' })
  | (Evidence & { kind: 'unreadable' })
  | { kind: 'flapping'; endpointKey: string; name: string; endpoint: string | undefined; count: number }
  | { kind: 'not-probed'; endpointKey: string; name: string; endpoint: string | undefined }
  | {
      kind: 'probes-inconclusive';
      endpointKey: string;
      name: string;
      endpoint: string | undefined;
      probes: number;
    }
  | { kind: 'certificate'; endpointKey: string; name: string; endpoint: string | undefined; endsAt: string };

type Given = {
  week: Week;
  now: number;
  incidents: readonly WeekIncident[];
  lines: readonly EndpointLine[];
  timelines: readonly WeekTimeline[];
  oncall: RuntimeOncallConfig;
};

/** The rules, in the order in which they are worth reading: who sleeps badly, what nobody took on, what will break. */
export const improvementsOf = (given: Given): Improvement[] =>
  [wokenForWarnings, slowAnswers, endedByThemselves, unverified, unreadable, ofEndpoints].flatMap((rule) =>
    rule(given),
  );

const evidence = (ids: readonly string[]): Evidence => ({
  incidentIds: ids.slice(0, NAMED),
  count: ids.length,
});

/** The rule's finding, unless there is nothing that it could be about. */
const found = <Of>(ids: readonly string[], make: (evidence: Evidence) => Of): Of[] =>
  ids.length === 0 ? [] : [make(evidence(ids))];

const wokenForWarnings = ({ incidents, timelines, oncall }: Given): Improvement[] => {
  if (oncall.quietHours) return [];
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

const ofEndpoints = ({ week, now, lines }: Given): Improvement[] =>
  lines.flatMap(({ endpointKey, endpoint, name, opened, incidentIds, probes, certificateEndsAt }) => {
    if (endpoint === undefined) return [];
    const of = { endpointKey, name, endpoint };
    const ends = Date.parse(certificateEndsAt ?? '');
    const total = probes.up + probes.down + probes.unknown;
    return [
      ...(certificateEndsAt !== undefined &&
      ends > Math.min(week.to, now) &&
      ends <= week.to + CERTIFICATE_DAYS * DAY_MS
        ? [{ kind: 'certificate' as const, ...of, endsAt: certificateEndsAt }]
        : []),
      ...(opened >= FLAPPING ? [{ kind: 'flapping' as const, ...of, count: opened }] : []),
      ...(incidentIds.length > 0 && total === 0 ? [{ kind: 'not-probed' as const, ...of }] : []),
      ...(incidentIds.length > 0 && total > 0 && total === probes.unknown
        ? [{ kind: 'probes-inconclusive' as const, ...of, probes: total }]
        : []),
    ];
  });
