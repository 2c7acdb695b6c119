import { byForm, INTEGRATIONS_FILTER, type Subscription } from '../lib/domain/oncall/subscriptions.ts';

type Stack = { functions: Record<string, unknown>; resources: { Resources: Record<string, unknown> } };

const OWN = /^Integrat/;

/**
 * Subscribes the function `integrate` to the topic; or takes it out of the stack with all that is its own, where no
 * integration is configured: what nobody uses costs nothing. `isPlain`: each form is published by itself.
 */
export const addIntegrations = (
  { functions, resources: { Resources } }: Stack,
  isUsed: boolean,
  isPlain = false,
): void => {
  if (isUsed) {
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
    return;
  }
  delete functions['integrate'];
  for (const name of Object.keys(Resources)) if (OWN.test(name)) delete Resources[name];
};
