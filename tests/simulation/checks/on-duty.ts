import type { Evidence } from '../scenario/state.ts';
import type { Publish } from '../world/evidence.ts';
import type { Team } from '../world/team.ts';
import type { Check } from './check.ts';
import { coversAt, coversKnown, onDuty, onDutyWithin } from './reckoning.ts';
import { isSuppressedBetween } from './suppressed.ts';

const LAST_LEVEL = 2;
const MINUTE_MS = 60_000;
const A_CRASH_MS = 72_000; // a minute and a lease
/** A run of a function that had read before a change may send after it. */
const RUN_MS = MINUTE_MS;
const CALLS = new Set(['opened', 'escalated', 'handover']);
/** Fewer than that many SMS in a quarter of an hour leave one to send. */
const SMS_AT_ONCE = 5;
const SMS_WINDOW_MS = 15 * MINUTE_MS;

type Channel = 'email' | 'sms';
type Alert = Evidence['alerts'][number];
type Sent = { publish: Publish; alert: Alert; kind: string };

/** The time in which the run of a publish decided whom to alert, by a clock that may be wrong. */
const decided = ({ weather }: Evidence, { invocation, at }: Publish): [number, number] => [
  invocation.startedAt - weather.skewMs,
  at + weather.skewMs,
];

const dutyFor = (evidence: Evidence, team: Team, publish: Publish, level: number) =>
  onDutyWithin(team, coversKnown(evidence, publish), level, decided(evidence, publish));

const reached = (team: Team, publishes: readonly Publish[], channel: Channel): Set<string> => {
  const addresses = new Set(
    publishes
      .flatMap(({ deliveries }) => deliveries.filter(({ protocol }) => protocol === channel))
      .map(({ to }) => to),
  );
  return new Set(
    Object.entries(team.addresses).flatMap(([name, of]) => (addresses.has(of[channel] ?? '') ? [name] : [])),
  );
};

/** What is on record as sent about one incident, with its publish. */
const sentOf = ({ alerts, ledger }: Evidence): Sent[] => {
  const byId = new Map(ledger.publishes.map((publish) => [publish.messageId, publish]));
  return alerts.flatMap((alert) => {
    const publish = byId.get(alert.messageId);
    const kind = publish?.incidents.find(({ incidentId }) => incidentId === alert.incidentId)?.kind;
    return publish && kind ? [{ publish, alert, kind }] : [];
  });
};

/** A publish with those in other languages that belong to it: by the same run, with nothing recorded in between. */
const withTranslations = ({ ledger }: Evidence, publish: Publish, incidentId: string): Publish[] =>
  ledger.publishes.filter(
    (one) =>
      one.invocation === publish.invocation &&
      one.order <= publish.order &&
      one.incidents.some((each) => each.incidentId === incidentId) &&
      one.marksBefore.get(incidentId) === publish.marksBefore.get(incidentId),
  );

const time = (ms: number): string => new Date(ms).toISOString();

/** Nobody hears who need not: neither SMS nor email goes to whoever is not on duty, but for the end of what they had heard of. */
export const onlyOnDuty: Check = {
  name: '3 only those on duty at its levels are alerted',
  broken: (evidence) => {
    const { team, ledger, alerts } = evidence;
    if (!team) return [];
    const levels = new Map(
      alerts.map(({ messageId, incidentId, level }) => [`${messageId} ${incidentId}`, level]),
    );
    return ledger.publishes.flatMap((publish, index) =>
      publish.incidents.length === 0
        ? []
        : (['email', 'sms'] as const).flatMap((channel) => {
            const may = new Set(
              publish.incidents.flatMap(({ incidentId, kind }) => {
                const level = publish.level ?? levels.get(`${publish.messageId} ${incidentId}`) ?? LAST_LEVEL;
                const before = ledger.publishes
                  .slice(0, index)
                  .filter(({ incidents }) => incidents.some((one) => one.incidentId === incidentId));
                return [
                  ...dutyFor(evidence, team, publish, level).some,
                  ...(kind === 'resolved' && channel === 'email' ? reached(team, before, channel) : []),
                ];
              }),
            );
            return [...reached(team, [publish], channel)]
              .filter((name) => !may.has(name))
              .map(
                (name) =>
                  `${name} got an ${channel} at ${time(publish.at)} about ${publish.incidents[0]?.incidentId} (${publish.incidents[0]?.kind}) by ${publish.invocation.name}, not being on duty`,
              );
          }),
    );
  },
};

/** Whoever is on duty hears: each of them, in whatever language, and at no time nobody. */
export const allOnDuty: Check = {
  name: '3 everybody on duty at its levels is alerted, and always somebody',
  broken: (evidence) => {
    const { team } = evidence;
    if (!team) return [];
    return sentOf(evidence).flatMap(({ publish, alert, kind }) => {
      const { some, all } = dutyFor(evidence, team, publish, alert.level);
      const publishes = withTranslations(evidence, publish, alert.incidentId);
      const what = `${kind} about ${alert.incidentId} at ${time(publish.at)}`;
      return alert.channels.flatMap((channel) => {
        if (channel === 'machines') return [];
        const got = reached(team, publishes, channel);
        const expected = kind === 'handover' || (kind === 'resolved' && channel === 'sms') ? [] : [...all];
        const missed = expected.filter((name) => team.addresses[name]?.[channel] && !got.has(name));
        const isNobody = channel === 'email' && CALLS.has(kind) && ![...some].some((name) => got.has(name));
        return [
          ...missed.map((name) => `${name} was on duty and got no ${channel} of ${what}`),
          ...(isNobody ? [`nobody on duty got the email of ${what}`] : []),
        ];
      });
    });
  },
};

/** Whoever comes on duty in the middle of what nobody has acknowledged hears of it. */
export const handedOver: Check = {
  name: '4 whoever comes on duty hears of what nobody has acknowledged, in time',
  broken: (evidence) => {
    const { team } = evidence;
    if (!team) return [];
    const sent = sentOf(evidence).filter(({ kind }) => CALLS.has(kind));
    const changes = changesOf(evidence, team);
    return (['email', 'sms'] as const).flatMap((channel) =>
      changes.flatMap(({ at, level, names }) =>
        evidence.incidents.flatMap(({ incidentId }) => {
          const last = sent
            .filter(
              ({ alert, publish }) =>
                alert.incidentId === incidentId && alert.channels.includes(channel) && publish.at < at,
            )
            .toSorted((one, other) => one.publish.order - other.publish.order)
            .at(-1);
          if (last?.alert.level !== level || last.publish.at > at - RUN_MS - 2 * evidence.weather.skewMs)
            return [];
          const until = deadline(evidence, at);
          if (!isStillOpen(evidence, incidentId, last.publish.at, until)) return [];
          const before = dutyFor(evidence, team, last.publish, level).some;
          return names
            .filter((name) => team.addresses[name]?.[channel] && !before.has(name))
            .filter((name) => staysOnDuty(evidence, team, { name, level, from: at, until }))
            .filter(() => channel === 'email' || hasSmsLeft(evidence, at, until))
            .filter(
              (name) => !isPosted(evidence, team, { incidentId, channel, name, from: at - RUN_MS, until }),
            )
            .map(
              (name) =>
                `${name} came on duty at ${time(at)} and got no ${channel} about ${incidentId} until ${time(until)}`,
            );
        }),
      ),
    );
  },
};

type Change = { at: number; level: number; names: string[] };

/** Who comes on duty when, up to each level, in the whole story. */
const changesOf = (evidence: Evidence, team: Team): Change[] => {
  const { ledger, history } = evidence;
  const from = Math.min(...ledger.publishes.map(({ at }) => at), history.endAt);
  const minutes = Array.from(
    { length: Math.max(0, Math.ceil((history.endAt - from) / MINUTE_MS)) },
    (_, index) => (Math.ceil(from / MINUTE_MS) + index) * MINUTE_MS,
  );
  const written = ledger.coversWritten.flatMap(({ at, covers }) => [
    at,
    ...covers.flatMap(({ from: begins, to, endedAt }) =>
      [begins, to, endedAt ?? to].map((end) => Date.parse(end)),
    ),
  ]);
  const times = [...new Set([...minutes, ...written])]
    .filter((at) => at > from && at < history.endAt)
    .toSorted((one, other) => one - other);
  return [1, LAST_LEVEL].flatMap((level) => {
    let before = onDuty(team, coversAt(evidence, from), level, from);
    return times.flatMap((at) => {
      const now = onDuty(team, coversAt(evidence, at), level, at);
      const names = now.filter((name) => !before.includes(name));
      before = now;
      return names.length > 0 ? [{ at, level, names }] : [];
    });
  });
};

/** Five minutes from when faults have ended, and the time between two sweeps where they are rarer; more for each crash. */
const deadline = ({ history, ledger, rates, weather }: Evidence, at: number): number => {
  const calm =
    rates.faulty === 0
      ? at
      : Math.max(
          at,
          history.storms.find(({ beganAt, calmAt }) => beganAt <= at && at < calmAt)?.calmAt ?? at,
        );
  const pace = history.paces.findLast((one) => one.at <= calm)?.everyMs ?? MINUTE_MS;
  const until = calm + 4 * MINUTE_MS + pace + 2 * weather.skewMs;
  const crashes = ledger.killTimes.filter((killed) => killed >= at - A_CRASH_MS && killed <= until).length;
  return until + crashes * A_CRASH_MS;
};

const isStillOpen = (evidence: Evidence, incidentId: string, from: number, until: number): boolean =>
  until < evidence.history.endAt &&
  !isSuppressedBetween(evidence, incidentId, from, until) &&
  !evidence.ledger.closings.some((one) => one.incidentId === incidentId && one.at <= until);

const staysOnDuty = (
  evidence: Evidence,
  team: Team,
  { name, level, from, until }: { name: string; level: number; from: number; until: number },
): boolean => {
  const states = [
    coversAt(evidence, from),
    ...evidence.ledger.coversWritten.filter(({ at }) => at > from && at <= until).map(({ covers }) => covers),
  ];
  return onDutyWithin(team, states, level, [from, until]).all.has(name);
};

const hasSmsLeft = ({ ledger }: Evidence, at: number, until: number): boolean =>
  ledger.publishes.filter(
    (one) => one.channels.includes('sms') && one.at > at - SMS_WINDOW_MS && one.at <= until,
  ).length < SMS_AT_ONCE;

const isPosted = (
  { ledger }: Evidence,
  team: Team,
  {
    incidentId,
    channel,
    name,
    from,
    until,
  }: { incidentId: string; channel: Channel; name: string; from: number; until: number },
): boolean =>
  reached(
    team,
    ledger.publishes.filter(
      (one) =>
        one.at >= from && one.at <= until && one.incidents.some((each) => each.incidentId === incidentId),
    ),
    channel,
  ).has(name);
