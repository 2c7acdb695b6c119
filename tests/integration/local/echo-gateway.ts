import { connect } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { gateway } from '../../../local/gateway/gateway.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { HEADER_LIMIT_BYTES } from '../../../local/gateway/limits.ts';

export const Echo = z.custom<APIGatewayProxyEventV2>();
export const RouteKey = 'POST /hooks/{source}/{token}';

/** The gateway before one function, which echoes its event until it is told to answer something else. */
export const echoGateway = () => {
  let server: Listening;
  let answer: (event: unknown) => unknown;
  const echo = (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });

  beforeAll(async () => {
    const routes = [{ routeKey: RouteKey, invoke: async (event: unknown) => answer(event) } as const];
    server = await listen(
      gateway(routes, () => undefined),
      0,
      HEADER_LIMIT_BYTES,
    );
  });
  afterAll(() => server.close());

  const post = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { method: 'POST', ...init });
  const eventOf = async (path: string, init?: RequestInit) => {
    answer = echo;
    return Echo.parse(await (await post(path, init)).json());
  };

  /** What no client of HTTP would send by itself. */
  const raw = async (head: string): Promise<{ status: number; body: string }> => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('end', () => resolve(received));
      socket.write(`${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
    });
    return { status: Number(text.split(' ')[1]), body: text.slice(text.indexOf('\r\n\r\n') + 4) };
  };

  return {
    post,
    eventOf,
    raw,
    url: () => server.url,
    /** What the function answers from now on. */
    answers: (next: (event: unknown) => unknown): void => {
      answer = next;
    },
    echo,
  };
};
