import * as z from 'zod';
import { evaluate, type Series } from './metric-math.ts';

const Dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]);
const Stat = z.enum(['Sum', 'Maximum']);
const Metric = z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions });

/** An alarm as CloudFormation has it, with its references replaced by names. Strict: what is not judged here is refused. */
export const Alarm = z.strictObject({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.string()).min(1),
  OKActions: z.array(z.string()).min(1),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: Dimensions.optional(),
  Statistic: Stat.optional(),
  Period: z.int().multipleOf(60).optional(),
  Metrics: z
    .array(
      z.union([
        z.strictObject({
          Id: z.string().regex(/^[a-z]\w*$/),
          ReturnData: z.literal(false),
          MetricStat: z.strictObject({ Metric, Period: z.int().multipleOf(60), Stat }),
        }),
        z.strictObject({
          Id: z.string().regex(/^[a-z]\w*$/),
          Label: z.string().optional(),
          ReturnData: z.literal(false).optional(),
          Expression: z.string(),
        }),
      ]),
    )
    .optional(),
  EvaluationPeriods: z.int().min(1),
  DatapointsToAlarm: z.int().min(1).optional(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
});
export type Alarm = z.infer<typeof Alarm>;

/** A figure as a function or AWS reports it, in a minute of the test. */
export type Figure = {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  minute: number;
  value: number;
};
export type State = 'OK' | 'ALARM';

/**
 * How many periods CloudWatch looks at for an alarm of three is five in its own examples; for others it says only "more".
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
const MORE_PERIODS = 2;

/** The periods that an alarm looks at once `minute` is over: each ends at a whole number of periods before it. */
const gridOf = (minute: number, minutesEach: number, periods: number): number[] =>
  Array.from({ length: periods }, (_, index) => minute - minutesEach * (periods - index) + 1);

/** All dimensions and no other: a metric with another set of them is another metric. */
const metricKey = (namespace: string, name: string, dimensions: Record<string, string>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).toSorted()]);

const known = new WeakMap<readonly Figure[], ReadonlyMap<string, Figure[]>>();
/** The figures by metric, sorted once: they are asked for again for each minute. */
const byMetric = (figures: readonly Figure[]): ReadonlyMap<string, Figure[]> => {
  const before = known.get(figures);
  if (before) return before;
  const sorted = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = metricKey(figure.namespace, figure.name, figure.dimensions);
    const same = sorted.get(key);
    if (same) same.push(figure);
    else sorted.set(key, [figure]);
  }
  known.set(figures, sorted);
  return sorted;
};

const seriesOf = (
  figures: readonly Figure[],
  { Namespace, MetricName, Dimensions }: z.infer<typeof Metric>,
  stat: z.infer<typeof Stat>,
  grid: readonly number[],
  minutesEach: number,
): Series => {
  const own = byMetric(figures).get(
    metricKey(Namespace, MetricName, Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]))),
  );
  if (!own) return new Map();
  return new Map(
    grid.flatMap((start): [number, number][] => {
      const values = own
        .filter(({ minute }) => minute >= start && minute < start + minutesEach)
        .map(({ value }) => value);
      if (values.length === 0) return [];
      return [[start, stat === 'Sum' ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values)]];
    }),
  );
};

const watched = (
  alarm: Alarm,
  figures: readonly Figure[],
  minute: number,
): { grid: number[]; series: Series } => {
  const periods = alarm.EvaluationPeriods + MORE_PERIODS;
  const stats = (alarm.Metrics ?? []).flatMap((one) => ('MetricStat' in one ? [one] : []));
  const seconds = stats[0]?.MetricStat.Period ?? alarm.Period ?? 60;
  const grid = gridOf(minute, seconds / 60, periods);
  const { Namespace = '', MetricName = '', Dimensions = [], Statistic = 'Sum' } = alarm;
  if (!alarm.Metrics)
    return {
      grid,
      series: seriesOf(figures, { Namespace, MetricName, Dimensions }, Statistic, grid, seconds / 60),
    };
  const ids = new Map<string, Series>();
  let returned: Series | undefined;
  for (const one of alarm.Metrics) {
    const series =
      'MetricStat' in one
        ? seriesOf(figures, one.MetricStat.Metric, one.MetricStat.Stat, grid, seconds / 60)
        : evaluate(one.Expression, { grid, ids, metrics: stats.map(({ Id }) => Id) });
    ids.set(one.Id, series);
    if (one.ReturnData !== false) returned = series;
  }
  if (!returned) throw new Error('an alarm on expressions returns exactly one');
  return { grid, series: returned };
};

/** The state of an alarm once `minute` is over, by the rules that CloudWatch documents. */
export const stateOf = (alarm: Alarm, figures: readonly Figure[], minute: number, before: State): State => {
  const { grid, series } = watched(alarm, figures, minute);
  const isBreaching = (value: number): boolean =>
    ({
      GreaterThanOrEqualToThreshold: value >= alarm.Threshold,
      GreaterThanThreshold: value > alarm.Threshold,
      LessThanThreshold: value < alarm.Threshold,
    })[alarm.ComparisonOperator];
  const needed = alarm.EvaluationPeriods;
  // The most recent real figures; missing ones count only where these are too few.
  const real = grid
    .flatMap((period) => series.get(period) ?? [])
    .slice(-needed)
    .map(isBreaching);
  const treatment = treatmentOf(alarm);
  if (treatment === 'ignore' && real.length < needed) return before;
  const filled = treatment === 'breaching' ? needed - real.length : 0;
  const breaching = real.filter(Boolean).length + filled;
  return breaching >= (alarm.DatapointsToAlarm ?? needed) ? 'ALARM' : 'OK';
};

/** An alarm on metrics of DynamoDB ignores what is missing, whatever it says: the same page of the documentation. */
const treatmentOf = ({ TreatMissingData, Namespace, Metrics = [] }: Alarm): Alarm['TreatMissingData'] => {
  const namespaces = Metrics.map((one) =>
    'MetricStat' in one ? one.MetricStat.Metric.Namespace : undefined,
  );
  return [Namespace, ...namespaces].includes('AWS/DynamoDB') ? 'ignore' : TreatMissingData;
};

/** The states after each minute (or each hour, by `minutesEach`) up to `last`, from one in which all was well. */
export const statesOf = (
  alarm: Alarm,
  figures: readonly Figure[],
  last: number,
  minutesEach = 1,
): State[] => {
  const states: State[] = [];
  for (let index = 0; index <= last; index += 1)
    states.push(stateOf(alarm, figures, (index + 1) * minutesEach - 1, states.at(-1) ?? 'OK'));
  return states;
};
