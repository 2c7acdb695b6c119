import * as z from 'zod';
import { Incident } from '../../../lib/domain/incidents/incident.ts';
import { DeliveryReport } from '../../../lib/domain/intake/delivery-report.ts';
import { Notification } from '../../../lib/domain/intake/notification.ts';
import { OncallConfig, RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { Source } from '../../../lib/domain/security/source.ts';

export const SCHEMAS = { Incident, DeliveryReport, Notification, OncallConfig, RuntimeOncallConfig, Source };

/** What a schema makes of a value, or says of it. */
export const read = (name: string, value: unknown): unknown => {
  const schema: z.ZodType | undefined = Object.entries(SCHEMAS).find(([one]) => one === name)?.[1];
  const result = schema?.safeParse(value);
  return result?.success ? result.data : result && [z.prettifyError(result.error), result.error.issues];
};
