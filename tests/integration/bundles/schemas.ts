import * as z from 'zod';
import { Action } from '../../../lib/domain/incidents/action.ts';
import { Incident } from '../../../lib/domain/incidents/incident.ts';
import { DeliveryReport } from '../../../lib/domain/intake/delivery-report.ts';
import { Notification } from '../../../lib/domain/intake/notification.ts';
import { OncallConfig, RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { Cover } from '../../../lib/domain/oncall/cover.ts';
import { Probe } from '../../../lib/domain/probing/probe.ts';
import { Source } from '../../../lib/domain/security/source.ts';

/** Each way in which one schema is made of others. */
const Composed = z.strictObject({
  tuple: z.tuple([z.string(), z.number()]).optional(),
  lazy: z.lazy(() => z.array(z.int()).max(2)).optional(),
  both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })).optional(),
  record: z.record(z.string().regex(/^[a-z]+$/), z.int().min(1)).optional(),
  keyed: z.partialRecord(z.enum(['x', 'y']), z.boolean()).optional(),
  date: z.coerce.date().optional(),
  number: z.coerce.number().min(3).max(9).catch(5),
  text: z.string().trim().min(2).max(4).default('none'),
  piped: z
    .string()
    .transform((text, context) => {
      if (text === '!') context.addIssue({ code: 'custom', message: 'refused' });
      return text.length;
    })
    .pipe(z.int().max(3))
    .optional(),
  refined: z
    .array(z.string())
    .refine((all) => new Set(all).size === all.length, { error: 'expected each once' })
    .optional(),
  union: z
    .union([z.literal('day'), z.array(z.enum(['a', 'b'])).min(1), z.looseObject({ c: z.null() })])
    .optional(),
});

export const SCHEMAS = {
  Composed,
  Action,
  Cover,
  Probe,
  Incident,
  DeliveryReport,
  Notification,
  OncallConfig,
  RuntimeOncallConfig,
  Source,
};

/** What a schema makes of a value, or says of it. */
export const read = (name: string, value: unknown): unknown => {
  const schema: z.ZodType | undefined = Object.entries(SCHEMAS).find(([one]) => one === name)?.[1];
  const result = schema?.safeParse(value);
  return result?.success ? result.data : result && [z.prettifyError(result.error), result.error.issues];
};
