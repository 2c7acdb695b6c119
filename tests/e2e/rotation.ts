import { randomBytes } from 'node:crypto';
import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clients } from './clients.ts';
import type { Ran } from './run.ts';

type Serverless = (...args: string[]) => Promise<Ran>;

/** The first step of `deploy/rotation.md`: a new secret, with the old one still accepted. */
export const beginRotation = async (aws: Clients, serverless: Serverless): Promise<Ran> => {
  const { SecretString } = await aws.secrets.send(
    new GetSecretValueCommand({ SecretId: await secretId(aws, 'WebhookSecret') }),
  );
  await put(aws, 'WebhookSecretPrevious', SecretString);
  await put(aws, 'WebhookSecret', randomBytes(32).toString('hex'));
  return serverless('deploy', '--param=rotated=begun');
};

/** Its last step: the old one is no longer accepted. */
export const endRotation = async (aws: Clients, serverless: Serverless): Promise<Ran> => {
  await put(aws, 'WebhookSecretPrevious', randomBytes(32).toString('hex'));
  return serverless('deploy', '--param=rotated=ended');
};

const put = async (aws: Clients, name: string, value: string | undefined): Promise<void> => {
  const id = await secretId(aws, name);
  await aws.secrets.send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
};

const secretId = async (aws: Clients, name: string): Promise<string | undefined> => {
  const { StackResourceDetail } = await aws.stacks.send(
    new DescribeStackResourceCommand({ StackName: 'flavours-error-webhook-dev', LogicalResourceId: name }),
  );
  return StackResourceDetail?.PhysicalResourceId;
};
