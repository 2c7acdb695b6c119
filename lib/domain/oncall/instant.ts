import * as z from 'zod';
import { offsetAt } from './time-zone.ts';

const MINUTE_MS = 60_000;

/** A moment in what is given to programs: by the clock of the team's zone, as on pages and in messages, with its offset. */
export const Instant = z.iso.datetime({ offset: true });

/** "+03:00" */
const textOf = (offsetMinutes: number): string => {
  const minutes = Math.abs(offsetMinutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((one) => String(one).padStart(2, '0'));
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${rest}`;
};

/** "2026-06-12T19:42:07.000+03:00" */
export const instantIn = (at: string | number, timeZone: string): string => {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const minutes = Math.trunc(offsetAt(ms, timeZone) / MINUTE_MS);
  const shown = new Date(ms + minutes * MINUTE_MS).toISOString();
  return minutes === 0 ? shown : `${shown.slice(0, -1)}${textOf(minutes)}`;
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
