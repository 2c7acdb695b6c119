import { byForm, INTEGRATIONS_FILTER, type Subscription } from '../lib/domain/oncall/subscriptions.ts';
import type { Stack } from './optional-parts.ts';

/** Subscribes the function `integrate` to the topic, where it is used. `isPlain`: each form is published by itself. */
export const subscribeIntegrate = ({ resources: { Resources } }: Stack, isPlain = false): void => {
  const own: Subscription = { protocol: 'lambda', endpoint: '', filterPolicy: INTEGRATIONS_FILTER };
  Resources['IntegrateSubscription'] = {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'AlertsTopic' },
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': ['IntegrateLambdaFunction', 'Arn'] },
      FilterPolicy: (isPlain ? byForm(own) : own).filterPolicy,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } },
    },
  };
};
