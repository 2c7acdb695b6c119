import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';

/** An answer of AWS on the wire. */
export type WireAnswer = { status: number; type: string; body: string };

/** What stands for the emulator's answer to one operation, such as `GetSMSAttributes`; or a change of that answer. */
type StandIn = { answer: WireAnswer } | { rewrite: (body: string, request: string) => string };

/**
 * Stands before the emulator: passes on each request as it came, and answers for it, or changes its answer, where it does not hold a
 * fact. The command under test uses the real SDK against it, over HTTP.
 */
export class Front {
  readonly #standIns = new Map<string, StandIn>();
  readonly #always = new Map<string, StandIn>();
  /** Put into the `Date` header of each answer, in seconds. */
  clockOffsetS = 0;
  url = '';
  readonly #server = createServer((request, response) => {
    void this.#pass(request, response);
  });
  readonly #agent: Agent;
  readonly #emulator: URL;

  constructor(emulator: string, ca: string) {
    this.#emulator = new URL(emulator);
    this.#agent = new Agent({ ca, keepAlive: true });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    this.url = `http://127.0.0.1:${address.port}`;
    const here = this.url;
    // An API of the emulator stands below its own address, and packages of functions are fetched from it.
    this.always('DescribeStacks', {
      rewrite: (body) =>
        body.replaceAll(
          /https:\/\/(\w+)\.execute-api\.[\w.-]+/g,
          (_, id: string) => `${here}/_aws/execute-api/${id}/$default`,
        ),
    });
    this.always('GetFunction', {
      rewrite: (body) => body.replaceAll(/https?:\/\/[^/"]+(?=\/_ministack\/)/g, here),
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  /** For as long as the emulator runs. */
  always(operation: string, standIn: StandIn): void {
    this.#always.set(operation, standIn);
  }

  /** Until the function is called that this returns. */
  plant(operation: string, standIn: StandIn): () => Promise<void> {
    this.#standIns.set(operation, standIn);
    return async () => {
      this.#standIns.delete(operation);
    };
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const operation = operationOf(request, body.toString('latin1'));
    const standIns = [this.#always.get(operation), this.#standIns.get(operation)].filter(
      (one) => one !== undefined,
    );
    const given = standIns.findLast((one) => 'answer' in one);
    const answer =
      given && 'answer' in given
        ? { ...given.answer, body: Buffer.from(given.answer.body), allow: undefined }
        : await this.#forward(request, body);
    const rewrites = standIns.flatMap((one) => ('rewrite' in one ? [one.rewrite] : []));
    const text =
      rewrites.length > 0
        ? rewrites.reduce((left, rewrite) => rewrite(left, body.toString()), answer.body.toString())
        : answer.body;
    response.writeHead(answer.status, {
      'content-type': answer.type,
      date: new Date(Date.now() + this.clockOffsetS * 1000).toUTCString(),
      ...(answer.allow !== undefined && { allow: answer.allow }),
    });
    response.end(text);
  }

  /** The same headers, the host too: it is signed. */
  #forward(
    request: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; type: string; body: Buffer; allow: string | undefined }> {
    return new Promise((resolve, reject) => {
      const sent = ask(
        {
          agent: this.#agent,
          hostname: this.#emulator.hostname,
          port: this.#emulator.port,
          method: request.method,
          path: request.url,
          headers: request.headers,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              type: answer.headers['content-type'] ?? '',
              allow: answer.headers.allow,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** What of AWS a request calls, by each of its protocols. */
const operationOf = ({ headers, method = '', url = '' }: IncomingMessage, body: string): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return action;
  const path = url.replace(/\?.*$/, '');
  if (/\/account-settings\/?$/.test(path)) return 'GetAccountSettings';
  if (/\/event-source-mappings\/[^/]+$/.test(path) && method === 'GET') return 'GetEventSourceMapping';
  if (/\/functions\/[^/]+$/.test(path) && method === 'GET') return 'GetFunction';
  return `${method} ${path}`;
};

/** SNS's form of an answer. */
export const snsAnswer = (operation: string, result: string): WireAnswer => ({
  status: 200,
  type: 'text/xml',
  body: `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata></${operation}Response>`,
});

/** The account's settings for SMS, as SNS answers them. */
export const smsAttributes = (attributes: Record<string, string>): WireAnswer =>
  snsAnswer(
    'GetSMSAttributes',
    `<attributes>${Object.entries(attributes)
      .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
      .join('')}</attributes>`,
  );
