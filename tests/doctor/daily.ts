import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { check, timed, until } from '../e2e/report.ts';
import { arrivedFor, standInsFor } from '../e2e/stand-ins.ts';
import { STACK, type World } from './world.ts';

const Kept = z.object({
  findings: z.array(z.object({ check: z.string(), subject: z.string(), severity: z.string() })),
});

/** What the emulator has no answer to: it knows no settings of SMS. */
const NOT_IN_EMULATOR = ['sms-country', 'sms-opt-out', 'sms-sandbox', 'sms-spend'];

/**
 * Rights that the emulator asks for in other words than AWS, and that the role therefore seems to lack: it takes two reads of Lambda for
 * other calls, names a rule by its bus and a secret by its ARN where its `Ref` is a name, and knows no role in a simulation.
 */
const IN_ITS_WORDS = [
  'events:DescribeRule',
  'events:ListTargetsByRule',
  'iam:SimulatePrincipalPolicy',
  'lambda:ListEventSourceMappings',
  'lambda:PutFunctionConcurrency',
  'secretsmanager:DescribeSecret',
];

/**
 * The deployed function itself, under its own role, which the emulator enforces. It asks the emulator and not what stands before it, so it finds
 * what that lacks; and the webhook's address of AWS leads nowhere.
 */
export const checkDaily = async ({ aws, physicalId }: World): Promise<void> => {
  const [standIn] = await standInsFor(aws.topics, aws.queues, await physicalId('AlarmsTopic'));
  if (!standIn) throw new Error('nobody is subscribed to the alarms topic');
  await aws.roles.send(
    new PutRolePolicyCommand({
      RoleName: await physicalId('DoctorRole'),
      PolicyName: 'in-the-words-of-the-emulator',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: IN_ITS_WORDS, Resource: '*' }],
      }),
    }),
  );
  const invoke = async () => {
    const ran = await aws.functions.send(
      new InvokeCommand({ FunctionName: `${STACK}-doctor`, LogType: 'Tail' }),
    );
    check(
      'the daily run comes to its end',
      ran.FunctionError === undefined,
      Buffer.from(ran.Payload ?? []).toString(),
    );
    const { Item = {} } = await aws.tables.send(
      new GetItemCommand({ TableName: `${STACK}-control`, Key: { name: { S: 'doctor' } } }),
    );
    const lines = Buffer.from(ran.LogResult ?? '', 'base64').toString();
    return { findings: Kept.parse(unmarshall(Item)).findings, lines };
  };
  const { findings: found, lines } = await timed('the function doctor', invoke);
  const unchecked = found.filter(({ severity }) => severity === 'unchecked').map((one) => one.check);
  check(
    'its role has every right that its checks need',
    unchecked.toSorted().join() === NOT_IN_EMULATOR.join(),
    lines,
  );
  // A fault before has changed this secret: its date cannot be taken back in the emulator.
  const standing = found.filter(({ subject }) => subject !== 'LinkSecret');
  const others = [...new Set(standing.map((one) => one.check))].filter((one) => !unchecked.includes(one));
  check(
    'it finds nothing else but whom the links in mails cut off, and a webhook that leads nowhere',
    others.toSorted().join() === 'subscriptions,webhook',
    found,
  );
  const [mail] =
    (await until(20_000, async () => {
      const arrived = await arrivedFor(aws.queues, standIn);
      return arrived.length > 0 ? arrived : undefined;
    })) ?? [];
  check('it is told by the alarms topic', /^Doctor: \d+ new findings \(prod\)/.test(mail?.body ?? ''), mail);
  await invoke();
  const again = await arrivedFor(aws.queues, standIn);
  check('and the next day not again', again.length === 0, again);
};
