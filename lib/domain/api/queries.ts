import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { Month } from '../incidents/month.ts';
import { Family } from '../oncall/family.ts';
import { Severity } from '../oncall/severity.ts';
import { Source } from '../security/source.ts';

/* The query parameters of lists and exports. */

/** A whole number in a query: Number() alone accepts blanks, the empty text, other bases and exponents too. */
const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^-?(?:0|[1-9][0-9]{0,15})$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
    .meta({ type: 'integer', minimum, maximum });
const limit = whole(1, 200).default(50);

export const Sort = z.enum(['openedAt', '-openedAt', 'lastAt', '-lastAt', 'count', '-count']);
export type Sort = z.infer<typeof Sort>;

/** Made by us, and opaque to everybody else. */
const CURSOR = z.string().min(1).max(2000).meta({ format: 'cursor' });

/** What is looked for, where not everything is wanted. */
const FILTERS = {
  severity: Severity.optional(),
  family: Family.optional(),
  cause: Cause.optional(),
  source: Source.optional(),
  endpoint: z.string().min(1).max(2048).optional(),
  q: z.string().min(1).max(200).optional(),
};

/** In which months something opened: one, or several that follow each other. */
const MONTHS = { month: Month.optional(), from: Month.optional(), to: Month.optional() };

/** Which incidents: what is not settled (in any order), or what opened in some months (by its opening). */
export const IncidentQuery = z.strictObject({
  state: z.literal('open').optional(),
  ...MONTHS,
  ...FILTERS,
  sort: Sort.default('-openedAt'),
  limit,
  after: CURSOR.optional(),
});
export type IncidentQuery = z.infer<typeof IncidentQuery>;

/** Of which incidents statistics are wanted: this month's, unless others are named. */
export const StatisticsQuery = z.strictObject({ ...MONTHS, ...FILTERS });
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

export type IncidentFilter = Pick<IncidentQuery, keyof typeof FILTERS>;
/** The months that a query names. */
export type MonthsQuery = Pick<IncidentQuery, keyof typeof MONTHS>;

export const NotificationsQuery = z.strictObject({
  /** `unknown` if no valid one was posted. */
  code: z.union([z.literal('unknown'), whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)]).optional(),
  source: Source.optional(),
  q: z.string().min(1).max(200).optional(),
  limit,
  after: z.ulid().optional(),
});

/** Where the next page begins. */
export const PageQuery = z.strictObject({ limit, after: CURSOR.optional() });

/** As `PageQuery`, for a timeline: its pages begin at a time, with the number of the action if it was one. */
export const TimelineQuery = z.strictObject({
  limit,
  after: z
    .string()
    .regex(/^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z(?:\/[0-9]{1,9})?$/)
    .optional(),
});
