import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { snsClientOf } from './client.ts';

const Texts = z.looseObject({ email: z.string().optional(), sms: z.string().optional() });

/** A message as it was published, and what of it goes by email and by SMS. */
export type Published = {
  subject: string;
  message: string;
  email: string | undefined;
  sms: string | undefined;
  /** The attribute by which subscriptions are chosen. */
  recipient: string[];
};

const recipientIn = (form: URLSearchParams): string[] => {
  const [key] = [...form].find(([, value]) => value === 'recipient') ?? [];
  const value = form.get(key?.replace(/Name$/, 'Value.StringValue') ?? '');
  return value === null ? [] : z.array(z.string()).parse(JSON.parse(value));
};

/** An SNS that refuses some messages for ever: no real part does that on demand. */
export const pickySns = async (refuses: (published: Published) => boolean) => {
  const accepted: Published[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const [subject, message] = [form.get('Subject') ?? '', form.get('Message') ?? ''];
      const { email, sms } = Texts.parse(JSON.parse(message));
      const published = { subject, message, email, sms, recipient: recipientIn(form) };
      const isRefused = refuses(published);
      if (!isRefused) accepted.push(published);
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'text/xml' });
      response.end(
        isRefused
          ? '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter</Message></Error></ErrorResponse>'
          : '<PublishResponse><PublishResult><MessageId>an-id</MessageId></PublishResult></PublishResponse>',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const client = snsClientOf(`http://127.0.0.1:${port}`);
  const stop = async (): Promise<void> => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, accepted, stop };
};
