import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Fault } from '../fault.ts';

/** The credentials of whoever asks, who may do all but one thing: filled in when the fault is planted. */
const credentials: Record<string, string> = {};

export const REFUSED_FAULTS: readonly Fault[] = [
  {
    name: 'whoever asks may not see the secrets',
    environment: credentials,
    exitCode: 2,
    plant: async ({ aws }) => {
      const UserName = 'somebody';
      await aws.roles.send(new CreateUserCommand({ UserName }));
      await aws.roles.send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: 'nearly-all',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'secretsmanager:DescribeSecret', Resource: '*' },
            ],
          }),
        }),
      );
      const { AccessKey } = await aws.roles.send(new CreateAccessKeyCommand({ UserName }));
      credentials['AWS_ACCESS_KEY_ID'] = AccessKey?.AccessKeyId ?? '';
      credentials['AWS_SECRET_ACCESS_KEY'] = AccessKey?.SecretAccessKey ?? '';
      return async () => undefined;
    },
    finds: [
      {
        check: 'secrets',
        subject: /^check$/,
        what: /^Not checked: needs permission secretsmanager:DescribeSecret$/,
        mend: /Allow secretsmanager:DescribeSecret/,
      },
    ],
  },
];
