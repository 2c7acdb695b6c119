import * as z from 'zod';
import { formatByZone } from './time-format.ts';

/** A moment in what is given to programs: by the clock of the team's zone, as on pages and in messages, with its offset. */
export const Instant = z.iso.datetime({ offset: true });

const formatOf = formatByZone({ timeZoneName: 'longOffset' });

const offsetOf = (at: number, timeZone: string): string =>
  formatOf(timeZone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', '') ?? '';

const minutesOf = (offset: string): number => {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

/** "2026-06-12T19:42:07.000+03:00" */
export const instantIn = (at: string | number, timeZone: string): string => {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const offset = offsetOf(ms, timeZone);
  const shown = new Date(ms + minutesOf(offset) * 60_000).toISOString();
  return minutesOf(offset) === 0 ? shown : `${shown.slice(0, -1)}${offset}`;
};

/** Fields of what is given to programs that hold a moment. */
const MOMENTS: ReadonlySet<string> = new Set([
  'at',
  'until',
  'receivedAt',
  'lastAt',
  'lastProbeAt',
  'nextProbeAt',
  'notProbedSince',
  'certificateEndsAt',
  'keptAt',
  'createdAt',
  'lastUsedAt',
  'endedAt',
]);

/** The same fields with each moment by the clock of a zone. */
export function inZone<Fields extends object>(fields: Fields, timeZone: string): Fields;
export function inZone(fields: object, timeZone: string): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      MOMENTS.has(name) && typeof value === 'string' ? instantIn(value, timeZone) : value,
    ]),
  );
}
