import { formatByZone } from '../../domain/oncall/time-format.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Parts = Record<'weekday' | 'day' | 'month' | 'hour' | 'minute' | 'offset', string>;

const formatOf = formatByZone({
  hourCycle: 'h23',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'longOffset',
});

const partsOf = (at: number, timeZone: string): Parts => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { weekday = '', day = '', month = '', hour = '', minute = '', timeZoneName = '' } = parts;
  return { weekday, day, month, hour, minute, offset: timeZoneName.replace('GMT', '') || '+00:00' };
};

const dayOf = ({ weekday, day, month }: Parts): string => `${weekday} ${day} ${month}`;
const clockOf = ({ hour, minute }: Parts): string => `${hour}:${minute}`;

/** "Thu 12 Jun 19:42 (UTC+03:00)" */
export const localTime = (at: number, timeZone: string): string => {
  const parts = partsOf(at, timeZone);
  return `${dayOf(parts)} ${clockOf(parts)} (UTC${parts.offset})`;
};

/** "Thu 12 Jun" */
export const localDay = (at: number, timeZone: string): string => dayOf(partsOf(at, timeZone));

/** Whether clocks show the same time twice within a day: before and after they go back. */
const isRepeated = (at: number, { offset }: Parts, timeZone: string): boolean =>
  [at - DAY_MS, at + DAY_MS].some((other) => {
    const there = partsOf(other, timeZone).offset;
    const again = at + minutesOf(offset) * MINUTE_MS - minutesOf(there) * MINUTE_MS;
    return there !== offset && partsOf(again, timeZone).offset === there;
  });

/** The minutes of "+03:00" or "-05:30". */
const minutesOf = (offset: string): number => {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

/**
 * "19:42", or with its day if that is not today: "Fri 13 Jun 00:10". If clocks change before it, or show it twice,
 * with its offset: "01:30 (UTC-05:00)".
 */
export const clockTime = (at: number, now: number, timeZone: string): string => {
  const parts = partsOf(at, timeZone);
  const today = partsOf(now, timeZone);
  const day = dayOf(parts) === dayOf(today) ? '' : `${dayOf(parts)} `;
  const needsOffset = parts.offset !== today.offset || isRepeated(at, parts, timeZone);
  return `${day}${clockOf(parts)}${needsOffset ? ` (UTC${parts.offset})` : ''}`;
};

/** "19:42", or "12 Jun 19:42" where that is not today: for where each character counts. A team knows its own zone. */
export const shortTime = (at: number, now: number, timeZone: string): string => {
  const parts = partsOf(at, timeZone);
  const day = dayOf(parts) === dayOf(partsOf(now, timeZone)) ? '' : `${parts.day} ${parts.month} `;
  return `${day}${clockOf(parts)}`;
};

/** "Thu 12 Jun 19:40 to 20:50 (UTC+03:00)" */
export const localPeriod = (from: number, to: number, timeZone: string): string => {
  const parts = partsOf(from, timeZone);
  const end = partsOf(to, timeZone);
  const isOneDay = dayOf(parts) === dayOf(end) && parts.offset === end.offset && to - from < DAY_MS;
  return isOneDay
    ? `${dayOf(parts)} ${clockOf(parts)} to ${clockOf(end)} (UTC${end.offset})`
    : `${localTime(from, timeZone)} to ${localTime(to, timeZone)}`;
};

/** "2026-06-12 16:42:07 UTC" */
export const utcTime = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

const SECOND_MS = 1000;
const FEW_SECONDS_MS = 10 * SECOND_MS;

/** "a few seconds", "40 s", "9 min", "1 h 12 min", "2 d 3 h" */
export const duration = (ms: number): string => {
  if (ms < FEW_SECONDS_MS) return 'a few seconds';
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  return ms < DAY_MS ? joined(ms, HOUR_MS, 'h', MINUTE_MS, 'min') : joined(ms, DAY_MS, 'd', HOUR_MS, 'h');
};

/** "1 minute", "45 minutes", "1 hour", "1 hour 30 minutes": in a sentence. */
export const minutesInWords = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = [counted(hours, 'hour'), counted(rest, 'minute')].filter((word) => word !== undefined);
  return words.join(' ');
};

const counted = (count: number, unit: string): string | undefined =>
  count === 0 ? undefined : `${count} ${unit}${count === 1 ? '' : 's'}`;

const joined = (ms: number, unitMs: number, unit: string, smallMs: number, small: string): string => {
  const rest = Math.floor((ms % unitMs) / smallMs);
  return `${Math.floor(ms / unitMs)} ${unit}${rest > 0 ? ` ${rest} ${small}` : ''}`;
};
