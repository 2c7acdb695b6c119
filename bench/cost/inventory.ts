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

const countIn = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** The metrics that are written each minute. A counter is billed only in hours in which something was counted. */
const gauges = (): number => {
  const text = readFileSync(join(ROOT, 'lib/adapters/telemetry/metrics.ts'), 'utf8');
  const [, names = ''] = /GAUGES = \[([^\]]+)\]/.exec(text) ?? [];
  return countIn(names, /'\w+'/g);
};

/** Counts it in the template's sources. An alarm on a formula is billed for each metric in it. */
export const inventory = (
  template: string = [
    'serverless.yml',
    ...readdirSync(join(ROOT, 'deploy'))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => `deploy/${name}`),
  ]
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n'),
): Inventory => {
  const resources = (type: string) => countIn(template, new RegExp(`^ *Type: ${type} *$`, 'gm'));
  const formulas = countIn(template, /^ +Metrics:/gm);
  return {
    alarmMetrics: resources('AWS::CloudWatch::Alarm') - formulas + countIn(template, /\bMetricStat:/g),
    metrics: gauges(),
    dashboards: resources('AWS::CloudWatch::Dashboard'),
    secrets: resources('AWS::SecretsManager::Secret'),
    keys: resources('AWS::KMS::Key'),
  };
};
