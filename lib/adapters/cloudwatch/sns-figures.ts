import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { SnsFigures } from '../../domain/watching/delivery.ts';

const TIMEOUT_MS = 8000;
/** SNS sends its figures once a minute. */
const PERIOD_S = 60;

type Figure = { metric: string; stat: 'Sum' | 'SampleCount' };

/** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
const FIGURES: Record<keyof SnsFigures, Figure> = {
  published: { metric: 'NumberOfMessagesPublished', stat: 'Sum' },
  delivered: { metric: 'NumberOfNotificationsDelivered', stat: 'Sum' },
  failed: { metric: 'NumberOfNotificationsFailed', stat: 'Sum' },
  filteredOut: { metric: 'NumberOfNotificationsFilteredOut', stat: 'Sum' },
  withoutAttributes: { metric: 'NumberOfNotificationsFilteredOut-NoMessageAttributes', stat: 'Sum' },
  invalidAttributes: { metric: 'NumberOfNotificationsFilteredOut-InvalidAttributes', stat: 'Sum' },
  // A rate, of which SNS sends one figure for each SMS: 1 or 0. Its dimensions are Country and SMSType, and no topic.
  smsReported: { metric: 'SMSSuccessRate', stat: 'SampleCount' },
  smsDelivered: { metric: 'SMSSuccessRate', stat: 'Sum' },
};

const isOfAccount = ({ metric }: Figure): boolean => metric === 'SMSSuccessRate';

const queryOf = (id: string, figure: Figure, topicName: string): MetricDataQuery =>
  isOfAccount(figure)
    ? {
        Id: id,
        Expression: `SUM(SEARCH('{AWS/SNS,Country,SMSType} MetricName="${figure.metric}"', '${figure.stat}', ${PERIOD_S}))`,
      }
    : {
        Id: id,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SNS',
            MetricName: figure.metric,
            Dimensions: [{ Name: 'TopicName', Value: topicName }],
          },
          Period: PERIOD_S,
          Stat: figure.stat,
        },
      };

/** What SNS says of a topic since `from`: its minutes added up, and none where it has said nothing yet. */
export const readSnsFigures = async (
  client: CloudWatchClient,
  topicName: string,
  { from, to }: { from: Date; to: Date },
): Promise<SnsFigures> => {
  const ofMinute = new Date(Math.floor(from.getTime() / 60_000) * 60_000);
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: ofMinute,
      EndTime: to,
      MetricDataQueries: Object.entries(FIGURES).map(([id, figure]) => queryOf(id, figure, topicName)),
    }),
    { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  const sumOf = (id: keyof SnsFigures): number =>
    MetricDataResults.filter((one) => one.Id === id)
      .flatMap(({ Values = [] }) => Values)
      .reduce((sum, value) => sum + value, 0);
  return {
    published: sumOf('published'),
    delivered: sumOf('delivered'),
    failed: sumOf('failed'),
    filteredOut: sumOf('filteredOut'),
    withoutAttributes: sumOf('withoutAttributes'),
    invalidAttributes: sumOf('invalidAttributes'),
    smsReported: sumOf('smsReported'),
    smsDelivered: sumOf('smsDelivered'),
  };
};
