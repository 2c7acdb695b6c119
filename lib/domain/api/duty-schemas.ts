import * as z from 'zod';
import { Reason } from '../incidents/action.ts';
import { PersonName } from '../incidents/actor.ts';
import { Instant } from '../oncall/instant.ts';
import { PersonKey } from '../oncall/people.ts';

/* Who is on duty, and covers, for programs. */

/** The longest period that is told at once, in days; and how long it is unless `to` says so. */
export const MOST_DAYS = 92;
export const DEFAULT_DAYS = 28;

/** Whatever calendars agree on. */
const isSensible = (text: string): boolean => /^(?:20|21)/.test(text);

/** A moment in a request: ISO 8601 with an offset or Z. Which are allowed depends on the clock, so it is a format of its own. */
const moment = z
  .string()
  .meta({ format: 'moment', description: 'ISO 8601, with Z or an offset.' })
  .pipe(Instant)
  .refine(isSensible, { error: 'expected a year from 2000 to 2199' });

export const DutyQuery = z.strictObject({ from: moment.optional(), to: moment.optional() });
export type DutyQuery = z.infer<typeof DutyQuery>;

const level = z.int().min(1).max(5);

/** For whom somebody stands in, in a request: a person, wherever they are on duty, or whoever has the turn at a level. */
const CoveredRequest = z.union([z.strictObject({ person: PersonKey }), z.strictObject({ level })], {
  error: 'expected { "person": … } or { "level": … }',
});

/** A cover that is wanted: without `from` it begins now. */
export const CoverBody = z.strictObject({
  covered: CoveredRequest,
  by: PersonKey,
  from: moment.optional(),
  to: moment,
  reason: Reason,
  actor: PersonName,
});

export const EndCoverBody = z.strictObject({ actor: PersonName });

/** Somebody on duty, and in whose stead if it is a cover. */
const ApiOnDuty = z.strictObject({
  person: z.string(),
  name: z.string(),
  instead: z.string().optional(),
  /** Whether it is a turn: others are always on duty at the level. */
  isTurn: z.boolean(),
});

/** For how long the same people are on duty at a level. `covers` are the ids of those by which they are. */
const ApiShift = z.strictObject({
  level,
  from: Instant,
  to: Instant,
  people: z.array(ApiOnDuty),
  covers: z.array(z.string()),
});
export type ApiShift = z.infer<typeof ApiShift>;

/** `until` is missing where it does not change for weeks. */
const ApiDutyNow = z.strictObject({ level, until: Instant.optional(), people: z.array(ApiOnDuty) });

/** Who is on duty now, and the shifts of a period at each level that has people. */
export const ApiDuty = z.strictObject({
  now: z.array(ApiDutyNow),
  from: Instant,
  to: Instant,
  shifts: z.array(ApiShift),
});
export type ApiDuty = z.infer<typeof ApiDuty>;

export const CoverState = z.enum(['coming', 'current', 'past', 'cancelled']);
export type CoverState = z.infer<typeof CoverState>;

export const ApiCover = z.strictObject({
  id: z.string(),
  state: CoverState,
  covered: z.union([z.strictObject({ person: z.string() }), z.strictObject({ level })]),
  by: z.string(),
  from: Instant,
  to: Instant,
  reason: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  endedAt: Instant.optional(),
  endedBy: z.string().optional(),
});
export type ApiCover = z.infer<typeof ApiCover>;

/** All covers that are kept, the latest beginning first. */
export const ApiCovers = z.strictObject({ items: z.array(ApiCover) });

/** What came of it; `message` also says what may not have been meant. */
export const ApiCoverResult = z.strictObject({
  outcome: z.enum(['done', 'already']),
  message: z.string(),
  cover: ApiCover,
});
