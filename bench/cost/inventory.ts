import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What the stack has that is billed by the month, whatever happens. */
export type Inventory = {
  alarmMetrics: number;
  metrics: number;
  dashboards: number;
  secrets: number;
  keys: number;
};

/** Alarms that only some stacks have: deploy/optional-parts.ts. */
const OPTIONAL = /^(?:Integrat|Heartbeat)\w*Alarm:\n(?: .*\n|\n)*/gm;

const countIn = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** The counter that is written even where there is nothing to count: handlers/check.ts. */
const ALWAYS = ['ProbesDelayed'];

/** The metrics that are written all the time. A counter is billed only in hours in which something was counted. */
const written = (): number => {
  const text = readFileSync(join(ROOT, 'lib/adapters/telemetry/metrics.ts'), 'utf8');
  const [, names = ''] = /GAUGES = \[([^\]]+)\]/.exec(text) ?? [];
  return countIn(names, /'\w+'/g) + ALWAYS.length;
};

/** Counts it in the sources of a stack without integrations. An alarm on a formula is billed for each metric in it. */
export const inventory = (
  sources: string = [
    'serverless.yml',
    'deploy/dashboard.ts',
    ...readdirSync(join(ROOT, 'deploy'))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => `deploy/${name}`),
  ]
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n'),
): Inventory => {
  const template = sources.replaceAll(OPTIONAL, '');
  const resources = (type: string) => countIn(template, new RegExp(`^ *Type: '?${type}'?,? *$`, 'gm'));
  const formulas = countIn(template, /^ +Metrics:/gm);
  return {
    alarmMetrics: resources('AWS::CloudWatch::Alarm') - formulas + countIn(template, /\bMetricStat:/g),
    metrics: written(),
    dashboards: resources('AWS::CloudWatch::Dashboard'),
    secrets: resources('AWS::SecretsManager::Secret'),
    keys: resources('AWS::KMS::Key'),
  };
};
