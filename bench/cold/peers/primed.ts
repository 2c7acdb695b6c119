import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { handlerOf, putOf } from './work.ts';

const client = new DynamoDBClient({});
const store = (put: PutItemCommandInput) => client.send(new PutItemCommand(put));

/** A put that DynamoDB refuses: nobody has its id, and only what exists could be written over. */
const primed = store({
  ...putOf({ code: 0, endpoint: 'https://primed.example', message: '' }),
  ConditionExpression: 'attribute_exists(id)',
}).catch((error: unknown) => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
});

export const handler = handlerOf(store);
// biome-ignore lint/suspicious/noThenProperty: Lambda waits for it before it hands over a request.
export const then = (
  loaded: (exports: { handler: typeof handler }) => void,
  failed: (why: unknown) => void,
) => void primed.then(() => loaded({ handler }), failed);
