import { formatByZone } from '../../domain/oncall/time-format.ts';
import { clockTime, duration, localDay, localTime, MINUTE_MS } from '../text/time.ts';
import { counted, DAYS, HOURS, MINUTES } from './counted.ts';
import type { Language } from './say.ts';

type Speaking = { oncall: { language: Language; timeZone: string }; now: number };

const DAY_MS = 24 * 60 * MINUTE_MS;

const arabicFormat = (options: Intl.DateTimeFormatOptions) => {
  const formatOf = formatByZone(options, 'ar-u-nu-latn-ca-gregory');
  return (at: number, timeZone: string): string =>
    formatOf(timeZone)
      .format(at)
      .replace(/\p{Bidi_Control}/gu, '');
};
const arabicDay = /* @__PURE__ */ arabicFormat({ weekday: 'long', day: 'numeric', month: 'long' });
const arabicClock = /* @__PURE__ */ arabicFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const atClock = (clock: string): string => `الساعة ${clock}`;

/** "19:42", or with its day where that is not today's. */
export const clockIn = ({ oncall, now }: Speaking, at: number): string => {
  const { language, timeZone } = oncall;
  if (language !== 'ar') return clockTime(at, now, timeZone);
  const day = arabicDay(at, timeZone);
  const clock = arabicClock(at, timeZone);
  const offset = /\(UTC\S+\)$/.exec(clockTime(at, now, timeZone))?.[0];
  return [
    ...(day === arabicDay(now, timeZone) ? [] : [day]),
    atClock(clock),
    ...(offset ? [offset] : []),
  ].join(' ');
};

/** A day and a time, whatever day it is today. */
export const dayAndClockIn = ({ oncall: { language, timeZone } }: Speaking, at: number): string =>
  language === 'ar'
    ? `${arabicDay(at, timeZone)} ${atClock(arabicClock(at, timeZone))}`
    : localTime(at, timeZone).replace(/ \(UTC.*\)$/, '');

/** A day alone, whatever day it is today. */
export const dayIn = ({ oncall: { language, timeZone } }: Pick<Speaking, 'oncall'>, at: number): string =>
  language === 'ar' ? arabicDay(at, timeZone) : localDay(at, timeZone);

/** "18:20" and "19:34", each with its day where that is not clear without. */
export const spanIn = ({ oncall, now }: Speaking, from: number, to: number): { from: string; to: string } => {
  const at = (of: number, today: number): string => clockIn({ oncall, now: today }, of);
  const isOneDay = to - from < DAY_MS && at(from, to) === at(from, from);
  return { from: at(from, now), to: at(to, isOneDay ? to : now) };
};

/** "9 min", "1 h 12 min", "2 d 3 h" */
export const durationIn = (language: Language, ms: number): string => {
  if (language !== 'ar') return duration(ms);
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return 'أقل من دقيقة';
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / (24 * 60))];
  const parts =
    hours < 1
      ? [counted(minutes, MINUTES)]
      : days < 1
        ? [counted(hours, HOURS), ...(minutes % 60 > 0 ? [counted(minutes % 60, MINUTES)] : [])]
        : [counted(days, DAYS), ...(hours % 24 > 0 ? [counted(hours % 24, HOURS)] : [])];
  return parts.join(' و');
};

/** Arabic names of the cities that zones of Arabic-speaking teams are named after. */
const CITIES: Readonly<Record<string, string>> = {
  'Asia/Riyadh': 'الرياض',
  'Asia/Kuwait': 'الكويت',
  'Asia/Bahrain': 'البحرين',
  'Asia/Qatar': 'قطر',
  'Asia/Dubai': 'دبي',
  'Asia/Muscat': 'مسقط',
  'Asia/Amman': 'عمّان',
  'Asia/Beirut': 'بيروت',
  'Asia/Baghdad': 'بغداد',
  'Africa/Cairo': 'القاهرة',
};

/** How people call a time zone: by its city. */
export const zoneIn = ({ language, timeZone }: Speaking['oncall']): string =>
  (language === 'ar' ? CITIES[timeZone] : undefined) ??
  (timeZone.startsWith('Etc/') ? timeZone : (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' '));

/** The same to the second: "19:42:09". All zones in use are whole minutes from UTC. */
export const clockToSecondIn = (context: Speaking, at: number): string =>
  clockIn(context, at).replace(
    /\d\d:\d\d/,
    (clock) => `${clock}:${new Date(at).toISOString().slice(17, 19)}`,
  );
