import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** The work that every peer does: check the token, check the body, store it once, answer with its id. */
export type Body = { code: number; endpoint: string; message: string };

export const TABLE = `${process.env['TABLE_PREFIX']}-notifications`;

export const isToken = (source: string, token: string): boolean => {
  const right = createHmac('sha256', process.env['WEBHOOK_SECRET'] ?? '')
    .update(JSON.stringify(['webhook', source, 1]))
    .digest('base64url');
  return token.length === right.length && timingSafeEqual(Buffer.from(token), Buffer.from(right));
};

export const itemOf = ({ code, endpoint, message }: Body) => {
  const id = randomUUID();
  return {
    endpointKey: { S: createHmac('sha256', 'k').update(endpoint).digest('hex').slice(0, 20) },
    id: { S: id },
    code: { N: String(code) },
    endpoint: { S: endpoint },
    message: { S: message },
    receivedAt: { S: new Date().toISOString() },
    pending: { N: '1' },
  };
};

export const putOf = (body: Body) => ({
  TableName: TABLE,
  Item: itemOf(body),
  ConditionExpression: 'attribute_not_exists(id)',
});

/** The check that has no library. */
export const bodyOf = (text: string): Body => {
  const { code, endpoint, message } = JSON.parse(text);
  if (typeof code !== 'number' || typeof message !== 'string' || !URL.canParse(endpoint))
    throw new TypeError('it is not a notification');
  return { code, endpoint, message };
};

export type Event = { body: string; pathParameters: { source: string; token: string } };

/** A handler around what stores a notification. */
export const handlerOf =
  (store: (put: ReturnType<typeof putOf>) => Promise<unknown>, read = bodyOf) =>
  async ({ body, pathParameters: { source, token } }: Event) => {
    if (!isToken(source, token)) return { statusCode: 404 };
    const put = putOf(read(body));
    await store(put);
    return { statusCode: 200, body: JSON.stringify({ id: put.Item.id.S }) };
  };
