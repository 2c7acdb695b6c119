import { Temporal } from 'temporal-polyfill';

/** The local date at `at` (ms). */
export const dayAt = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

/** When local clocks first show `wall`, in ms: the earlier of two, or the transition if they skip it. */
export const earliestInstant = (wall: Temporal.PlainDateTime, timeZone: string): number =>
  instantOf(wall, timeZone, 'earlier');

/** When local clocks last show `wall`, in ms: the later of two, or the transition if they skip it. */
export const latestInstant = (wall: Temporal.PlainDateTime, timeZone: string): number =>
  instantOf(wall, timeZone, 'later');

const instantOf = (
  wall: Temporal.PlainDateTime,
  timeZone: string,
  disambiguation: 'earlier' | 'later',
): number => {
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  // In a gap, `earlier` is as long before the transition as the wall time is from the gap's end.
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? before).epochMilliseconds;
};
