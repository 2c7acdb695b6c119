import * as z from 'zod';
import { JsonText } from './json-text.ts';
import type { FieldProblem } from './problem-details.ts';
import { ENDPOINT_LIMIT, isAbsoluteHttpUrl } from './read-endpoint.ts';

const MOST = 1_000_000_000;
/**
 * A report is about today, or corrects one of the last few days: any other day is a mistake, and would push real ones
 * out of sight.
 */
export const DAYS_BACK = 7;
const DAY_MS = 24 * 60 * 60_000;

/** How many events an endpoint received on one day (UTC): the day's total so far, so that it can be sent again. */
export const DeliveryReport = z.strictObject(
  {
    endpoint: z
      .string()
      .max(ENDPOINT_LIMIT)
      .refine(isAbsoluteHttpUrl, { error: 'expected an absolute http or https URL' }),
    day: z.iso.date(),
    delivered: z.int().min(0).max(MOST),
  },
  { error: 'expected a JSON object with endpoint, day and delivered alone' },
);
export type DeliveryReport = z.infer<typeof DeliveryReport>;

export type DeliveredReading = { delivered: DeliveryReport } | { problems: FieldProblem[] };

/** Parses a delivery report, or says for each wrong field what was expected. Never throws. */
export const readDelivered = (text: string, now: Date): DeliveredReading => {
  const value = JsonText.safeParse(text);
  if (!value.success) return { problems: [{ pointer: '#', detail: 'expected JSON' }] };
  const result = DeliveryReport.safeParse(value.data);
  if (result.success) {
    const [first, last] = [dayOf(now.getTime() - DAYS_BACK * DAY_MS), dayOf(now.getTime())];
    const { day } = result.data;
    return first <= day && day <= last
      ? { delivered: result.data }
      : {
          problems: [
            { pointer: '#/day', detail: `expected a day from ${first} to ${last}, which is today (UTC)` },
          ],
        };
  }
  return {
    problems: result.error.issues.map(({ path, message }) => ({
      pointer: ['#', ...path.map(String)].join('/'),
      detail: message,
    })),
  };
};

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 'YYYY-MM-DD'.length);
