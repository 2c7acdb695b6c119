import { createHash } from 'node:crypto';
import { byForm } from '../lib/domain/oncall/subscriptions.ts';
import type { OncallForStack } from './oncall-for-stack.ts';

/** The CloudFormation resources of everybody in `oncall.yml`. `isPlain`: each form is published by itself. */
export const subscriptionResources = (oncall: OncallForStack, isPlain = false): Record<string, unknown> => ({
  ...Object.fromEntries(
    (isPlain ? oncall.subscriptions.map(byForm) : oncall.subscriptions).map(
      ({ protocol, endpoint, filterPolicy }) => [
        logicalId('Alerts', protocol, endpoint),
        {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'AlertsTopic' },
            Protocol: protocol,
            Endpoint: endpoint,
            FilterPolicy: filterPolicy,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['SubscriptionsQueue', 'Arn'] } },
          },
        },
      ],
    ),
  ),
  ...Object.fromEntries(
    oncall.alarms.map(({ protocol, endpoint }) => [
      logicalId('Alarms', protocol, endpoint),
      {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'AlarmsTopic' }, Protocol: protocol, Endpoint: endpoint },
      },
    ]),
  ),
});

// Named by protocol and address only. If named by position, removing one person would make the others confirm again;
// if named by filter, a changed filter would be a second subscription of one address, which SNS refuses.
const logicalId = (topic: string, protocol: string, endpoint: string): string => {
  const mark = createHash('sha256')
    .update(JSON.stringify([endpoint]))
    .digest('hex')
    .slice(0, 8);
  return `${topic}${protocol.charAt(0).toUpperCase()}${protocol.slice(1)}${mark}`;
};
