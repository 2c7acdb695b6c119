import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { environment } from './environment.ts';
import { stageOf, tableNames } from './table-names.ts';

const WorkEnvironment = z.object({
  AWS_REGION: z.string().min(1),
  TABLE_PREFIX: z.string().min(1),
  TOPIC_ARN: z.string().startsWith('arn:'),
  ONCALL_FILE: z.string().min(1),
  PUBLISH_PLAIN: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  SUBSCRIBERS: z.coerce.number().int().min(0).default(0),
  ALARMS_TOPIC_ARN: z.string().startsWith('arn:').optional(),
  ALARM_CONTACTS: z.coerce.number().int().min(0).default(0),
  PENDING_AGE_S: z.coerce.number().min(0).default(60),
  CONSOLE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LINK_SECRET: z.string().min(32).optional(),
  PROBE_PACE: z.coerce.number().positive().max(1).default(1),
});

/** What `dispatch` and `sweep` need. Throws, naming each variable or field that is missing or wrong. */
export const runConfig = () => {
  const {
    AWS_REGION,
    TABLE_PREFIX,
    TOPIC_ARN,
    ONCALL_FILE,
    PUBLISH_PLAIN,
    SUBSCRIBERS,
    ALARMS_TOPIC_ARN,
    ALARM_CONTACTS,
    PENDING_AGE_S,
    CONSOLE_URL,
    LINK_SECRET,
    PROBE_PACE,
  } = environment(WorkEnvironment);
  return {
    place: { stage: stageOf(TABLE_PREFIX), region: AWS_REGION },
    tables: tableNames(TABLE_PREFIX),
    topicArn: TOPIC_ARN,
    isPlain: PUBLISH_PLAIN,
    oncall: JsonText.pipe(RuntimeOncallConfig).parse(readFileSync(ONCALL_FILE, 'utf8')),
    expected: {
      subscribers: SUBSCRIBERS,
      alarmContacts: ALARM_CONTACTS,
      alarmsArn: ALARMS_TOPIC_ARN,
    },
    pace: PROBE_PACE,
    pendingAgeMs: PENDING_AGE_S * 1000,
    links:
      CONSOLE_URL && LINK_SECRET
        ? { baseUrl: CONSOLE_URL.replace(/\/+$/, ''), secret: LINK_SECRET }
        : undefined,
  };
};
