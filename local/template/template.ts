import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { StartError } from '../support/errors.ts';
import { type PumpSettings, SETTINGS } from './event-source-settings.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

/**
 * The part of a table that CreateTable accepts; the template also has settings that are other calls, or mean nothing
 * on a laptop.
 */
const TableProperties = z.object({
  TableName: z.string(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.string(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
});
export type TableProperties = z.infer<typeof TableProperties>;

const StreamEvent = z.object({
  batchSize: z.int().min(1).default(SETTINGS.batchSize),
  batchWindow: z.number().min(0).default(SETTINGS.windowS),
  bisectBatchOnFunctionError: z.boolean().default(false),
  maximumRetryAttempts: z.int().min(-1).default(-1),
  maximumRecordAgeInSeconds: z.int().min(-1).default(-1),
  functionResponseType: z.string().optional(),
  filterPatterns: z.array(z.record(z.string(), z.unknown())).default([]),
});

const Functions = z.record(
  z.string(),
  z.object({
    timeout: z.number().optional(),
    events: z.array(z.looseObject({ stream: z.unknown() }).partial()).optional(),
  }),
);

const Resource = z.looseObject({ Type: z.string(), Properties: z.unknown() });

const Template = z.object({
  functions: Functions.default({}),
  resources: z.object({
    // A resource may be in another file: `${file(…)}` is a text here.
    Resources: z.record(z.string(), z.union([z.string(), Resource])),
  }),
});

/** What the local stack reads from `serverless.yml`, so that the template stays the only definition. */
export type Template = {
  tables: TableProperties[];
  timeoutMs(functionName: string, otherwiseMs: number): number;
  pump: PumpSettings;
};

/** By their text: it takes longer to parse one than to start the engine, and a process may start many stacks. */
const known = new Map<string, Template>();

/** Reads the template. `${…}` stays text, and CloudFormation's tags are dropped: only names and keys matter here. */
export const readTemplate = (file: string): Template => {
  try {
    const text = readFileSync(file, 'utf8');
    const template = known.get(text) ?? templateOf(text);
    known.set(text, template);
    return template;
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
    throw new StartError(`${file}: ${reason}`, { cause: error });
  }
};

const templateOf = (text: string): Template => {
  const { functions, resources } = Template.parse(parse(text, { logLevel: 'silent' }));
  return {
    tables: Object.values(resources.Resources)
      .filter((resource) => typeof resource !== 'string')
      .filter(({ Type }) => Type === 'AWS::DynamoDB::Table')
      .map(({ Properties }) => TableProperties.parse(Properties)),
    timeoutMs: (name, otherwiseMs) => (functions[name]?.timeout ?? otherwiseMs / 1000) * 1000,
    pump: pumpSettingsOf(functions),
  };
};

const pumpSettingsOf = (functions: z.infer<typeof Functions>): PumpSettings => {
  const streams = Object.values(functions).flatMap((entry) =>
    (entry.events ?? []).map((event) => event.stream),
  );
  const event = StreamEvent.optional().parse(
    streams.find((stream) => typeof stream === 'object' && stream !== null),
  );
  if (!event) return SETTINGS;
  return {
    ...SETTINGS,
    batchSize: event.batchSize,
    windowS: event.batchWindow,
    bisect: event.bisectBatchOnFunctionError,
    attempts: event.maximumRetryAttempts,
    recordAgeS: event.maximumRecordAgeInSeconds,
    reportsFailures: event.functionResponseType === 'ReportBatchItemFailures',
    filters: event.filterPatterns,
  };
};
