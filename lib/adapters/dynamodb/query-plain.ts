import { Readable } from 'node:stream';
import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { parsedJson } from '../../domain/intake/json-text.ts';

/** The part of the SDK's answer that is used here. */
const Answer = z.looseObject({
  response: z.looseObject({ statusCode: z.int(), body: z.instanceof(Readable) }),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const Fields = z.custom<Record<string, unknown>>(isObject);
const Page = z.object({ Items: z.array(Fields), LastEvaluatedKey: Fields.optional() });

/**
 * A query whose answer is read as JSON at once, for lists of thousands of small items: the SDK's own reading of 5,000 summaries,
 * value by value along its schema, takes more processor time than all else that home does.
 * What is refused, throttled or cut off on the way is the SDK's matter as ever.
 */
export const queryPlain = async (
  client: DynamoDBClient,
  input: QueryCommandInput,
): Promise<{ items: Record<string, unknown>[]; lastKey?: Record<string, unknown> }> => {
  const command = new QueryCommand(input);
  let page: z.infer<typeof Page> | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = Answer.parse(result);
      if (response.statusCode !== 200) return result;
      const text = await textOf(response.body);
      page = Page.safeParse(parsedJson(text)?.value).data;
      // What is no page is for the SDK to judge, and for whoever watches over answers.
      const body = Readable.from([Buffer.from(page ? '{"Items":[]}' : text)]);
      return { ...result, response: Object.assign(response, { body }) };
    },
    { step: 'deserialize', priority: 'low', name: 'plainAnswer' },
  );
  await client.send(command, {}); // with options, so that the client does not keep the step for other queries
  if (!page) throw new Error('DynamoDB answered a query without a list');
  const { Items, LastEvaluatedKey } = page;
  return {
    items: Items.map(plainItem),
    ...(LastEvaluatedKey && { lastKey: plainItem(LastEvaluatedKey) }),
  };
};

const textOf = async (body: Readable): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * An item without the names of its types. What is neither text, number, flag, map nor list is left out. Written for speed: by
 * `Object.entries` a page takes as long again as parsing it.
 */
const plainItem = (item: Record<string, unknown>): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const name in item) if (name !== '__proto__') plain[name] = plainValue(item[name]);
  return plain;
};

/** DynamoDB gives a value one type: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
const plainValue = (value: unknown): unknown => {
  if (!isObject(value)) return undefined;
  for (const type in value) {
    const held = value[type];
    if (type === 'S' || type === 'BOOL') return held;
    if (type === 'N') return Number(held);
    if (type === 'M' && isObject(held)) return plainItem(held);
    if (type === 'L' && Array.isArray(held)) return held.map(plainValue);
  }
  return undefined;
};
