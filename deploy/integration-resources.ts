import { INTEGRATIONS_FILTER } from '../lib/domain/oncall/subscriptions.ts';

type Stack = { functions: Record<string, unknown>; resources: { Resources: Record<string, unknown> } };

const OWN = /^Integrat/;

/**
 * Subscribes the function `integrate` to the topic; or takes it out of the stack with all that is its own, where no
 * integration is configured: what nobody uses costs nothing.
 */
export const addIntegrations = ({ functions, resources: { Resources } }: Stack, isUsed: boolean): void => {
  if (isUsed) {
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
    return;
  }
  delete functions['integrate'];
  for (const name of Object.keys(Resources)) if (OWN.test(name)) delete Resources[name];
};
