import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { Alarm } from './cloudwatch.ts';

export const STACK = 'flavours-error-webhook-test';

/** A tag of CloudFormation is dropped by the parser, so that a reference is its text: the name of what it refers to. */
const NAMES: Record<string, string> = {
  'AlertsTopic.TopicName': `${STACK}-alerts`,
  [`\${self:custom.prefix}`]: STACK,
  'DispatchQueue.QueueName': 'DispatchQueue',
  'SubscriptionsQueue.QueueName': 'SubscriptionsQueue',
  'IntegrateQueue.QueueName': 'IntegrateQueue',
};
const nameOf = (text: string): string =>
  NAMES[text] ??
  text
    .replace(/^(\w+)LambdaFunction$/, (_, name: string) => `${STACK}-${name.toLowerCase()}`)
    .replace(/^(\w+)Table$/, (_, name: string) => `${STACK}-${name.toLowerCase()}`)
    .replaceAll(`\${self:custom.prefix}`, STACK)
    .replace(/^\$\{param:\w+, ([\d.]+)\}$/, '$1');

const resolved = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((one) => resolved(one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== '<<')
        .map(([name, one]) => [name, resolved(one, name)]),
    );
  if (typeof value !== 'string') return value;
  return key === 'Threshold' ? Number(nameOf(value)) : nameOf(value);
};

const File = z.record(z.string(), z.unknown());
const Resource = z.object({ Type: z.literal('AWS::CloudWatch::Alarm'), Properties: z.unknown() });

/** The alarms of deploy/alarms.yml, as a stack of the stage `test` would have them. */
export const templateAlarms = (): Map<string, Alarm> => {
  const file = File.parse(
    parse(readFileSync('deploy/alarms.yml', 'utf8'), { logLevel: 'silent', merge: true }),
  );
  return new Map(
    Object.entries(file)
      .filter(([name]) => name.endsWith('Alarm'))
      .map(([name, resource]) => [name, Alarm.parse(resolved(Resource.parse(resource).Properties))]),
  );
};
