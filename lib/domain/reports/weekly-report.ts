import type { Cause } from '../diagnosis/cause-names.ts';
import { isSourceKey } from '../endpoints/endpoint.ts';
import { described } from '../incidents/description.ts';
import { type Durations, durationsOf, isRecovered } from '../incidents/statistics.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { type Duty, dutiesIn } from './duties.ts';
import { type EndpointLine, endpointLines } from './endpoint-lines.ts';
import { type Improvement, improvementsOf } from './improvements.ts';
import { downMsIn, isAcknowledgedIn, isEndedIn, isOfWeek, isOpenAfter, isOpenedIn } from './in-week.ts';
import { messagesSent, type Woken, wakingMessages, wokenBy } from './messages-sent.ts';
import { nightOf } from './night.ts';
import { plannedMsIn } from './planned-work.ts';
import { startOfDay, type Week } from './week.ts';
import type { Read, WeekFacts, WeekIncident } from './week-facts.ts';

const MINUTE_MS = 60_000;

/** A cause in a week, with what it came to. */
export type CauseLine = { cause: Cause; incidents: number; downMs: number };

/** How many incidents opened on a day of the team's zone, those of critical endpoints apart. */
export type DayLine = { day: string; critical: number; others: number };

/** What a week came to. Whatever is not known is absent, or said to be not known. */
export type WeeklyReport = {
  week: Week;
  isOver: boolean;
  incidents: {
    opened: number;
    /** Opened in an earlier week. */
    goingOn: number;
    openAtEnd: number;
    /** Opened in the week and over, and nobody ever took them on. */
    neverAcknowledged: number;
  };
  downMs: number;
  /** How much of that was during planned maintenance. */
  plannedMs: number;
  lostAtLeast: number;
  lostUnknownOf: number;
  /** Of what was first acknowledged in the week. */
  toAcknowledge: Durations;
  /** Of what was seen to work again in the week, or closed by a person. */
  toRecover: Durations;
  monitored: { count: number; isWhole: boolean };
  days: readonly DayLine[];
  endpoints: readonly EndpointLine[];
  causes: readonly CauseLine[];
  alerts: { emails: number; sms: number; atNight: number; night: ReturnType<typeof nightOf> };
  woken: readonly Woken[];
  duties: readonly Duty[];
  improvements: readonly Improvement[];
  /** What is not in it. */
  limits: { isWhole: boolean; timelinesRead: Read; endpointsRead: Read };
};

/** Adds up a week from what was read about it. */
export const weeklyReport = (
  facts: WeekFacts,
  week: Week,
  oncall: RuntimeOncallConfig,
  now: number,
): WeeklyReport => {
  const incidents = facts.incidents.filter((one) => isOfWeek(one, week));
  const opened = incidents.filter((one) => isOpenedIn(one, week));
  const lines = endpointLines(incidents, facts.endpoints, week, now, oncall);
  const messages = messagesSent(facts.timelines, oncall);
  const waking = wakingMessages(messages, oncall);
  const woken = wokenBy(messages, oncall);
  return {
    week,
    isOver: now >= week.to,
    incidents: {
      opened: opened.length,
      goingOn: incidents.length - opened.length,
      openAtEnd: incidents.filter((one) => isOpenAfter(one, week)).length,
      neverAcknowledged: opened.filter(
        (one) => one.firstAcknowledgedAt === undefined && one.resolvedAt !== undefined,
      ).length,
    },
    downMs: sum(lines, ({ downMs }) => downMs),
    plannedMs: plannedMsIn(incidents, week, now, oncall),
    lostAtLeast: sum(lines, ({ lostAtLeast }) => lostAtLeast),
    lostUnknownOf: sum(lines, ({ lostUnknownOf }) => lostUnknownOf),
    ...timesOf(incidents, week),
    monitored: facts.monitored,
    days: daysOf(opened, week, oncall),
    endpoints: lines,
    causes: causesOf(incidents, week, now),
    alerts: {
      emails: messages.filter(({ isEmail }) => isEmail).length,
      sms: waking.length,
      atNight: waking.filter(({ isAtNight }) => isAtNight).length,
      night: nightOf(oncall),
    },
    woken,
    duties: dutiesIn(week, oncall),
    improvements: improvementsOf({ week, now, incidents, lines, woken, timelines: facts.timelines, oncall }),
    limits: {
      isWhole: facts.isWhole,
      timelinesRead: facts.timelinesRead,
      endpointsRead: facts.endpointsRead,
    },
  };
};

const sum = <Of>(all: readonly Of[], of: (one: Of) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS));

const timesOf = (
  incidents: readonly WeekIncident[],
  week: Week,
): Pick<WeeklyReport, 'toAcknowledge' | 'toRecover'> => {
  const minutesTo = (end: string | undefined, { openedAt }: WeekIncident): number[] =>
    end === undefined ? [] : [minutesBetween(openedAt, end)];
  return {
    toAcknowledge: durationsOf(
      incidents
        .filter((one) => isAcknowledgedIn(one, week))
        .flatMap((one) => minutesTo(one.firstAcknowledgedAt, one)),
    ),
    toRecover: durationsOf(
      incidents
        .filter((one) => isEndedIn(one, week) && isRecovered(one))
        .flatMap((one) => minutesTo(one.resolvedAt, one)),
    ),
  };
};

const daysOf = (
  opened: readonly WeekIncident[],
  { days }: Week,
  oncall: Pick<RuntimeOncallConfig, 'timeZone' | 'endpoints'>,
): DayLine[] => {
  const starts = days.map((day) => startOfDay(day, oncall.timeZone));
  const lines = days.map((day) => ({ day, critical: 0, others: 0 }));
  for (const one of opened) {
    const at = Date.parse(one.openedAt);
    const line = lines[starts.findLastIndex((start) => start <= at)];
    if (line) line[described(one, oncall).severity === 'critical' ? 'critical' : 'others'] += 1;
  }
  return lines;
};

/** The most frequent first, of outages; that a post could not be read is none. */
const causesOf = (incidents: readonly WeekIncident[], week: Week, now: number): CauseLine[] => {
  const found = new Map<Cause, CauseLine>();
  for (const one of incidents.filter(({ endpointKey }) => !isSourceKey(endpointKey))) {
    const { cause } = one;
    const before = found.get(cause) ?? { cause, incidents: 0, downMs: 0 };
    found.set(cause, {
      cause,
      incidents: before.incidents + 1,
      downMs: before.downMs + downMsIn(one, week, now),
    });
  }
  return [...found.values()].toSorted(
    (one, other) => other.incidents - one.incidents || other.downMs - one.downMs,
  );
};
