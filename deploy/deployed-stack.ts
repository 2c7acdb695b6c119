import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  GetSubscriptionAttributesCommand,
  NotFoundException,
  paginateListSubscriptionsByTopic,
  SNSClient,
} from '@aws-sdk/client-sns';

type ClientConfig = NonNullable<ConstructorParameters<typeof CloudFormationClient>[0]> &
  NonNullable<ConstructorParameters<typeof SNSClient>[0]>;

/** A resource that a deployed stack holds. */
export type DeployedResource = { logicalId: string; type: string; physicalId: string };

/** One entry of SNS's list of a topic's subscriptions. Its ARN is `PendingConfirmation` until somebody has confirmed. */
export type ListedSubscription = { topic: string; arn: string; protocol: string; endpoint: string };

/** Never made, or no longer there: a failed deploy leaves such in the list. */
const ABSENT = /^(?:DELETE_|CREATE_(?:FAILED|IN_PROGRESS))/;

/** All that the stack holds. */
export const deployedResources = async (config: ClientConfig, stack: string): Promise<DeployedResource[]> => {
  const client = new CloudFormationClient(config);
  const found: DeployedResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack }))
    for (const one of page.StackResourceSummaries ?? [])
      if (one.PhysicalResourceId && !ABSENT.test(one.ResourceStatus ?? ''))
        found.push({
          logicalId: one.LogicalResourceId ?? '',
          type: one.ResourceType ?? '',
          physicalId: one.PhysicalResourceId,
        });
  return found;
};

/** What SNS has subscribed to the stack's topics. */
export const listedSubscriptions = async (
  config: ClientConfig,
  resources: readonly DeployedResource[],
): Promise<ListedSubscription[]> => {
  const client = new SNSClient(config);
  const found: ListedSubscription[] = [];
  for (const topic of resources.filter(({ type }) => type === 'AWS::SNS::Topic'))
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic.physicalId }))
      for (const one of page.Subscriptions ?? [])
        found.push({
          topic: topic.logicalId,
          arn: one.SubscriptionArn ?? '',
          protocol: one.Protocol ?? '',
          endpoint: one.Endpoint ?? '',
        });
  return found;
};

/** Whether SNS itself no longer knows a subscription: its lists are only eventually right. */
export const isUnknownToSns = async (config: ClientConfig, arn: string): Promise<boolean> => {
  try {
    await new SNSClient(config).send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
    return false;
  } catch (error) {
    if (error instanceof NotFoundException) return true;
    throw error;
  }
};
