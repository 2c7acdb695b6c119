import * as z from 'zod';
import { SELF_TEST_SOURCE } from '../../domain/incidents/test-alert.ts';
import { JsonText } from '../../domain/intake/json-text.ts';
import { SelfTestTime } from '../../domain/oncall/self-test-time.ts';
import { Source } from '../../domain/security/source.ts';
import { webhookToken } from '../../domain/security/webhook-token.ts';
import { environment } from './environment.ts';
import { tableNames } from './table-names.ts';

const SelfTestEnvironment = z.object({
  TABLE_PREFIX: z.string().min(1),
  /** Under which address Flavours reaches the webhook. */
  WEBHOOK_ORIGIN: z.url({ protocol: /^https?$/ }),
  WEBHOOK_SECRET: z.string().min(32),
  SOURCE_VERSIONS: JsonText.pipe(z.record(Source, z.int().min(1))).default({}),
  SELF_TEST: SelfTestTime,
  TIME_ZONE: z.string().min(1),
});

/** What the self-test needs. Throws, naming each variable that is missing or wrong. */
export const selfTestConfig = () => {
  const { TABLE_PREFIX, WEBHOOK_ORIGIN, WEBHOOK_SECRET, SOURCE_VERSIONS, SELF_TEST, TIME_ZONE } =
    environment(SelfTestEnvironment);
  const token = webhookToken(WEBHOOK_SECRET, SELF_TEST_SOURCE, SOURCE_VERSIONS[SELF_TEST_SOURCE] ?? 1);
  return {
    tables: tableNames(TABLE_PREFIX),
    url: `${WEBHOOK_ORIGIN.replace(/\/+$/, '')}/hooks/${SELF_TEST_SOURCE}/${token}`,
    setting: { selfTest: SELF_TEST, timeZone: TIME_ZONE },
  };
};
