import { describe, expect, test } from '@jest/globals';
import { isIn, periodsOf, type TimeInterval } from '../../../../lib/domain/oncall/time-interval.ts';
import { thorough } from '../../../thorough.ts';

/* Windows at a change of the clocks, against what Intl says that clocks on the wall show, minute by minute. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ms = (time: string): number => Date.parse(time);

const wallFormat = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

type Minute = { at: number; wall: string };

/** All these clocks change at a quarter of an hour, and lie whole quarters apart: in between, minutes only go on. */
const ASKED_EACH_MINUTES = thorough(15, 1);

/** `2026-11-29T01:30`, as clocks on the wall show it at each minute of some days. */
const wallByMinute = (timeZone: string, from: number, to: number): Minute[] => {
  const format = wallFormat(timeZone);
  const wallAt = (at: number): string => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
  };
  let quarter = '';
  return Array.from({ length: (to - from) / MINUTE_MS }, (_, minute) => {
    const at = from + minute * MINUTE_MS;
    const inQuarter = minute % ASKED_EACH_MINUTES;
    if (inQuarter === 0) quarter = wallAt(at);
    const minuteOfHour = String(Number(quarter.slice(-2)) + inQuarter).padStart(2, '0');
    return { at, wall: `${quarter.slice(0, -2)}${minuteOfHour}` };
  });
};

const nextDay = (day: string): string => new Date(ms(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (day: string): number => new Date(ms(`${day}T00:00Z`)).getUTCDay();
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Each day, also one that a country skipped: its night goes on. */
const daysBetween = (first: string, last: string): string[] =>
  first > last ? [] : [first, ...daysBetween(nextDay(first), last)];

/** From the first minute that shows the beginning until the last that shows the end; where none does, clocks skipped it. */
const periodByOracle = (minutes: Minute[], from: string, to: string) => {
  const begin = minutes.find(({ wall }) => wall === from) ?? minutes.find(({ wall }) => wall > from);
  const end = minutes.findLast(({ wall }) => wall === to) ?? minutes.find(({ wall }) => wall > to);
  return { from: begin?.at ?? Number.POSITIVE_INFINITY, to: end?.at ?? Number.POSITIVE_INFINITY };
};

const inByOracle = (minutes: Minute[], { from, to, every = 'day' }: TimeInterval) => {
  const [first = '', last = ''] = [minutes.at(0)?.wall.slice(0, 10), minutes.at(-1)?.wall.slice(0, 10)];
  const days = daysBetween(first, last).filter(
    (day) => every === 'day' || [every].flat().some((name) => name === WEEKDAYS[weekdayOf(day)]),
  );
  const periods = days.map((day) =>
    periodByOracle(
      minutes,
      `${day}T${from}`,
      to === '24:00' ? `${nextDay(day)}T00:00` : `${to > from ? day : nextDay(day)}T${to}`,
    ),
  );
  return (at: number): boolean => periods.some((period) => period.from <= at && at < period.to);
};

/** Ten zones, with the days (UTC) on which their clocks change; Riyadh's and Kathmandu's never do. */
const ZONES: [zone: string, ...changes: string[]][] = [
  ['Asia/Riyadh', '2026-11-26'],
  ['Africa/Cairo', '2026-04-23', '2026-10-29'],
  ['America/New_York', '2027-03-14', '2026-11-01'],
  ['Europe/London', '2027-03-28', '2026-10-25'],
  ['Africa/Casablanca', '2026-02-15', '2026-03-22'],
  ['Australia/Lord_Howe', '2026-10-03', '2027-04-03'],
  ['America/St_Johns', '2027-03-14', '2026-11-01'],
  ['Pacific/Chatham', '2026-09-26', '2027-04-03'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2026-11-26'],
  ['America/Santiago', '2026-09-06', '2027-04-04'],
  ['Asia/Beirut', '2027-03-28', '2026-10-24'],
];
const RULES: TimeInterval[] = [
  { from: '23:00', to: '07:00' },
  { from: '01:00', to: '02:00' },
  { from: '02:00', to: '03:00' },
  { from: '02:15', to: '02:45' },
  { from: '00:00', to: '01:30' },
  { from: '00:00', to: '01:00' },
  { from: '01:30', to: '01:45' },
  { from: '00:30', to: '00:15' },
  { from: '00:00', to: '24:00', every: 'sunday' },
  { from: '01:00', to: '02:00', every: ['sunday', 'thursday'] },
];

/** Every minute in CI; else one an hour, and each at which a window begins or ends. */
const STEP = thorough(61, 1);

describe.each(ZONES)('%s, by the minute around each change of its clocks', (timeZone, ...changes) => {
  test.each(changes)('on %s', (day) => {
    const from = ms(`${day}T00:00Z`) - DAY_MS;
    const minutes = wallByMinute(timeZone, from - DAY_MS, from + 5 * DAY_MS);
    const asked = minutes.filter(({ at }) => at >= from && at < from + 3 * DAY_MS);
    for (const rule of RULES) {
      const expected = inByOracle(minutes, rule);
      const wrong = asked.filter(
        ({ at }, index) =>
          (index % STEP === 0 || expected(at) !== expected(at - MINUTE_MS)) &&
          isIn(periodsOf(rule, timeZone, at), at) !== expected(at),
      );
      expect({
        rule,
        wrong: wrong.slice(0, 3).map(({ at, wall }) => `${new Date(at).toISOString()} ${wall}`),
      }).toEqual({
        rule,
        wrong: [],
      });
    }
  });
});
