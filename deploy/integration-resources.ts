import { INTEGRATIONS_FILTER } from '../lib/domain/oncall/subscriptions.ts';
import type { Stack } from './optional-parts.ts';

/** Subscribes the function `integrate` to the topic, where it is used. */
export const subscribeIntegrate = ({ resources: { Resources } }: Stack): void => {
  Resources['IntegrateSubscription'] = {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'AlertsTopic' },
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': ['IntegrateLambdaFunction', 'Arn'] },
      FilterPolicy: INTEGRATIONS_FILTER,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } },
    },
  };
};
