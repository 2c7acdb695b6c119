import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsOf } from '../../deploy/region.ts';
import type { Change } from './summary.ts';

const LIMIT_MS = 5 * 60_000;
const POLL_MS = 1000;

type Clients = { cloudFormation: CloudFormationClient; s3: S3Client };

export const clientsFor = (stage: string, region: string | undefined): Clients => {
  const options = awsOf(stage, region);
  // The emulator serves buckets below its own address.
  return {
    cloudFormation: new CloudFormationClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
  };
};

const isThere = async ({ cloudFormation }: Clients, stack: string): Promise<boolean> => {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks.some(({ StackStatus }) => StackStatus !== 'REVIEW_IN_PROGRESS');
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return false;
    throw error;
  }
};

/** The changes of a described set, page by page. */
export const changesOf = ({ Changes = [] }: DescribeChangeSetCommandOutput): Change[] =>
  Changes.flatMap(({ ResourceChange: change }) =>
    change
      ? [
          {
            action: change.Action ?? 'Unknown',
            id: change.LogicalResourceId ?? '',
            type: change.ResourceType ?? '',
            replacement: change.Replacement,
            properties: [
              ...new Set(
                (change.Details ?? []).map(({ Target }) => Target?.Name ?? Target?.Attribute ?? 'Unknown'),
              ),
            ],
          },
        ]
      : [],
  );

const described = async (clients: Clients, stack: string, name: string): Promise<Change[]> => {
  const changes: Change[] = [];
  let token: string | undefined;
  for (const startedAt = Date.now(); ; ) {
    const page = await clients.cloudFormation.send(
      new DescribeChangeSetCommand({ StackName: stack, ChangeSetName: name, NextToken: token }),
    );
    if (page.Status === 'FAILED') {
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-create.html
      if (/didn't contain changes|No updates are to be performed/i.test(page.StatusReason ?? '')) return [];
      throw new Error(`CloudFormation cannot compare: ${page.StatusReason}`);
    }
    if (page.Status === 'CREATE_COMPLETE') {
      changes.push(...changesOf(page));
      token = page.NextToken;
      if (token === undefined) return changes;
    } else if (Date.now() - startedAt > LIMIT_MS) {
      throw new Error(`CloudFormation has not compared within ${LIMIT_MS / 60_000} min`);
    } else {
      await sleep(POLL_MS);
    }
  }
};

/**
 * What deploying `template` would change in a stack; undefined if the stack does not exist. The template goes through
 * the stack's own bucket, since it is longer than what a call may carry; it and the change set are removed again.
 */
export const changesTo = async (
  clients: Clients,
  stack: string,
  template: string,
): Promise<Change[] | undefined> => {
  if (!(await isThere(clients, stack))) return undefined;
  const { StackResourceDetail } = await clients.cloudFormation.send(
    new DescribeStackResourceCommand({
      StackName: stack,
      LogicalResourceId: 'ServerlessDeploymentBucket',
    }),
  );
  const Bucket = StackResourceDetail?.PhysicalResourceId;
  const name = `to-read-${Date.now()}`;
  const Key = `${name}.json`;
  await clients.s3.send(
    new PutObjectCommand({ Bucket, Key, Body: template, ServerSideEncryption: 'AES256' }),
  );
  try {
    const region = await clients.s3.config.region();
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    await clients.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: stack,
        ChangeSetName: name,
        ChangeSetType: 'UPDATE',
        TemplateURL: `https://s3.${region}.${domain}/${Bucket}/${Key}`,
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      }),
    );
    try {
      return await described(clients, stack, name);
    } finally {
      await clients.cloudFormation.send(
        new DeleteChangeSetCommand({ StackName: stack, ChangeSetName: name }),
      );
    }
  } finally {
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
};
