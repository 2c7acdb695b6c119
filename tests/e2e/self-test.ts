import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Clients } from './clients.ts';
import { check, timed, until } from './report.ts';
import { itemsOf } from './stored.ts';

const FunctionName = 'flavours-error-webhook-dev-selftest';
const control = 'flavours-error-webhook-dev-control';

/**
 * The self-test as it is deployed, with its own role: from the public URL to what SNS delivers to it. Only the address of the
 * API differs, which the emulator serves below its own.
 */
export const checkSelfTest = async (aws: Clients, api: string, certificate: string): Promise<void> => {
  const { Environment } = await aws.functions.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, WEBHOOK_ORIGIN: api, NODE_EXTRA_CA_CERTS: certificate };
  await aws.functions.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  // By the clock it may have been run already, at the address that only AWS has.
  await aws.tables.send(new DeleteItemCommand({ TableName: control, Key: { name: { S: 'self-test' } } }));
  const record = await timed('self-test', async () => {
    await aws.functions.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{}') }));
    return until(60_000, async () =>
      (await itemsOf(aws.tables, 'control')).find(({ name }) => name === 'self-test'),
    );
  });
  check(
    'the self-test passes, from the public URL to what SNS delivers',
    record?.['passedAt'] !== undefined && record['failure'] === undefined,
    record,
  );
  const arrival = (await itemsOf(aws.tables, 'control')).find(({ name }) => name === 'self-test-arrival');
  check(
    '… by the message that SNS accepted',
    arrival !== undefined && arrival['messageId'] === record?.['messageId'],
    arrival,
  );
};
