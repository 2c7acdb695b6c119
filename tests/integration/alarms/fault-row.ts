import type { COUNTERS, GAUGES } from '../../../lib/adapters/telemetry/metrics.ts';
import type { Figure } from './cloudwatch.ts';
import { STACK } from './template-alarms.ts';

/** A figure without its minute. */
export type Reported = Omit<Figure, 'minute'>;

/**
 * What a fault reports in each minute while it lasts, and after how many of these minutes its alarm has to ring. `by`: whose
 * figure it is. `ours` are written by our functions, and tests/integration/alarms/emitted.test.ts makes the fault and reads
 * them; `aws` are those of AWS, by its documentation, which no emulator writes.
 */
export type FaultRow = {
  fault: string;
  by: 'ours' | 'aws';
  reports: Reported[];
  /** What the fault stops that is reported in a healthy minute. */
  stops?: (figure: Reported) => boolean;
  rings: number;
  /** An alarm that looks back for days is told one figure an hour, and `rings` counts hours. */
  each?: 'hour';
};

export const ours = (name: (typeof COUNTERS)[number] | (typeof GAUGES)[number], value = 1): Reported => ({
  namespace: 'FlavoursErrorWebhook',
  name,
  dimensions: { service: STACK },
  value,
});

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const lambda = (name: string, of: string, value = 1): Reported => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: `${STACK}-${of}` },
  value,
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
export const sns = (name: string, value = 1): Reported => ({
  namespace: 'AWS/SNS',
  name,
  dimensions: { TopicName: `${STACK}-alerts` },
  value,
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const queue = (name: string): Reported => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: name },
  value: 1,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export const throttled = (kind: 'Read' | 'Write', table: string, index?: string): Reported => ({
  namespace: 'AWS/DynamoDB',
  name: `${kind}ThrottleEvents`,
  dimensions: { TableName: `${STACK}-${table}`, ...(index && { GlobalSecondaryIndexName: index }) },
  value: 3,
});

export const crash = (name: string): FaultRow => ({
  fault: `${name} throws`,
  by: 'aws',
  reports: [lambda('Errors', name)],
  rings: 1,
});
export const refused = (name: string): FaultRow => ({
  fault: `Lambda refuses to run ${name}`,
  by: 'aws',
  reports: [lambda('Throttles', name)],
  rings: 1,
});
export const silent = (name: string): FaultRow => ({
  fault: `the schedule of ${name} is switched off`,
  by: 'aws',
  reports: [],
  stops: ({ name: metric, dimensions }) =>
    metric === 'Invocations' && dimensions['FunctionName'] === `${STACK}-${name}`,
  rings: 3,
});
export const waiting = (name: string): FaultRow => ({
  fault: `a message is in ${name}`,
  by: 'aws',
  reports: [queue(name)],
  rings: 1,
});
/** The stack's own figures, of filters on its access log. */
export const accessLog = (name: string, value: number): Reported => ({
  namespace: STACK,
  name,
  dimensions: {},
  value,
});
export const counted = (fault: string, reported: Reported, rings: number): FaultRow => ({
  fault,
  by: 'ours',
  reports: [reported],
  stops: ({ name }) => name === reported.name,
  rings,
});
