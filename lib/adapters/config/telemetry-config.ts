import * as z from 'zod';
import { environment } from './environment.ts';

/** Each level includes those after it. */
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const TelemetryEnvironment = z.object({
  SERVICE_NAME: z.string().default('flavours-error-webhook'),
  METRICS_NAMESPACE: z.string().default('FlavoursErrorWebhook'),
  // A typing error here must not cost a notification.
  LOG_LEVEL: z.enum(LOG_LEVELS).default('INFO').catch('INFO'),
  METRICS: z.enum(['on', 'off']).default('on').catch('on'),
});

/** How logs and metrics are written, and under which name. */
export const telemetryConfig = () => {
  const { SERVICE_NAME, METRICS_NAMESPACE, LOG_LEVEL, METRICS } = environment(TelemetryEnvironment);
  return {
    service: SERVICE_NAME,
    namespace: METRICS_NAMESPACE,
    level: LOG_LEVEL,
    isCounting: METRICS === 'on',
  };
};
