import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';

type Message = { id: string; body: string; attributes: Record<string, string>; hiddenUntil: number };

const Call = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string().optional(),
  VisibilityTimeout: z.number().optional(),
});

/** As much of SQS and CloudFormation as a redrive calls: real requests of the real clients, over loopback. */
export const startQueues = async () => {
  const queues = new Map<string, Message[]>();
  const messagesOf = (name: string): Message[] => {
    const messages = queues.get(name) ?? [];
    queues.set(name, messages);
    return messages;
  };
  const answers: Record<string, (messages: Message[], call: z.infer<typeof Call>) => unknown> = {
    'AmazonSQS.ReceiveMessage': (messages, { VisibilityTimeout = 30 }) => {
      const visible = messages.filter(({ hiddenUntil }) => hiddenUntil <= Date.now()).slice(0, 10);
      for (const message of visible) message.hiddenUntil = Date.now() + VisibilityTimeout * 1000;
      return { Messages: visible.map(asReceived) };
    },
    'AmazonSQS.DeleteMessage': (messages, { ReceiptHandle }) => {
      messages.splice(0, messages.length, ...messages.filter(({ id }) => id !== ReceiptHandle));
      return {};
    },
    'AmazonSQS.ChangeMessageVisibility': (messages, { ReceiptHandle, VisibilityTimeout = 0 }) => {
      for (const message of messages.filter(({ id }) => id === ReceiptHandle))
        message.hiddenUntil = Date.now() + VisibilityTimeout * 1000;
      return {};
    },
  };
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const answer = answers[String(request.headers['x-amz-target'])];
    if (!answer) {
      response.end(stackResource(new URLSearchParams(text).get('LogicalResourceId') ?? '', url()));
      return;
    }
    const call = Call.parse(JSON.parse(text));
    const name = new URL(call.QueueUrl).pathname.slice(1);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer(messagesOf(name), call)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = (): string => `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`;
  return {
    url: url(),
    send: (name: string, body: string, attributes: Record<string, string> = {}) =>
      messagesOf(name).push({ id: randomUUID(), body, attributes, hiddenUntil: 0 }),
    bodies: (name: string): string[] => messagesOf(name).map(({ body }) => body),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
};

const asReceived = ({ id, body, attributes }: Message) => ({
  MessageId: id,
  ReceiptHandle: id,
  Body: body,
  MD5OfBody: createHash('md5').update(body).digest('hex'),
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  ),
});

const stackResource = (logicalId: string, url: string): string =>
  `<DescribeStackResourceResponse><DescribeStackResourceResult><StackResourceDetail><PhysicalResourceId>${url}/${logicalId}</PhysicalResourceId></StackResourceDetail></DescribeStackResourceResult></DescribeStackResourceResponse>`;

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};
