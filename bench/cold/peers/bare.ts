import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from '../../../lib/adapters/config/aws-clients.ts';
import { putOf } from './work.ts';

const client = dynamodbClient();

/** One put by our own client, and nothing around it: no token, no check, no log, the answer a constant. */
export const handler = async () => {
  await client.send(
    new PutItemCommand(
      putOf({
        code: 503,
        endpoint: 'https://shop.example/hooks/orders?shop=1',
        message: 'Service Unavailable',
      }),
    ),
  );
  return { statusCode: 200, body: '{}' };
};
