import { readFileSync } from 'node:fs';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { Clients } from './clients.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** Whoever owns the account. */
export const ROOT_CREDENTIALS: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export const Policy = z.object({
  Version: z.string(),
  Statement: z.array(
    z.looseObject({
      Sid: z.string(),
      Action: z.union([z.array(z.string()), z.string().transform((one) => [one])]),
    }),
  ),
});
export type Policy = z.infer<typeof Policy>;

/** The rights that the docs give to whoever deploys. */
export const deployerPolicy = (): Policy =>
  Policy.parse(JSON.parse(readFileSync('deploy/deployer-policy.json', 'utf8')));

/** The policy without one action. */
export const without = (policy: Policy, action: string): Policy => ({
  ...policy,
  Statement: policy.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((one) => one !== action),
  })).filter(({ Action }) => Action.length > 0),
});

/** A user who has this policy and nothing more. */
export const createUser = async (aws: Clients, name: string, policy: Policy): Promise<Credentials> => {
  await aws.roles.send(new CreateUserCommand({ UserName: name }));
  const { Policy: created } = await aws.roles.send(
    new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(policy) }),
  );
  await aws.roles.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: created?.Arn }));
  const { AccessKey } = await aws.roles.send(new CreateAccessKeyCommand({ UserName: name }));
  return z
    .object({ AccessKeyId: z.string(), SecretAccessKey: z.string() })
    .transform((key) => ({ accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey }))
    .parse(AccessKey);
};
