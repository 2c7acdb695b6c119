import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/** Lambda's Runtime API for one function: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. */
export const startRuntimeApi = async () => {
  let asking: ServerResponse | undefined;
  let whenIdle: (() => void) | undefined;
  let answered: ((answer: { isError: boolean; body: string }) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/next')) {
      asking = response;
      whenIdle?.();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(202).end('{}');
      const body = Buffer.concat(chunks).toString();
      if (request.url?.includes('/init/error')) failed?.(new Error(body));
      else answered?.({ isError: request.url?.endsWith('/error') ?? false, body });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>((value) => typeof value === 'object').parse(server.address());
  const idle = (): Promise<void> =>
    new Promise((resolve, reject) => {
      failed = reject;
      if (asking) resolve();
      else whenIdle = resolve;
    });
  return {
    address: `127.0.0.1:${port}`,
    idle,
    /** Hands over an event; the answer as JSON, and how long it took in ms. */
    invoke: async (event: unknown, id: string): Promise<{ body: string; ms: number }> => {
      await idle();
      const next = asking;
      asking = undefined;
      const began = performance.now();
      const answer = await new Promise<{ isError: boolean; body: string }>((resolve) => {
        answered = resolve;
        next?.writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': id,
          'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
          'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:f',
        });
        next?.end(JSON.stringify(event));
      });
      const ms = performance.now() - began;
      if (answer.isError) throw new Error(answer.body);
      return { body: answer.body, ms };
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
