import type { RequestListener, ServerResponse } from 'node:http';
import * as z from 'zod';
import { type Listening, listen } from '../http-server.ts';

/** How the merchant's endpoint can break. */
export const Breakage = z.enum([
  'unavailable',
  'crashed',
  'timeout',
  'connection',
  'reset',
  'missing',
  'redirect',
  'unauthorized',
  'throttled',
]);
export type Breakage = z.infer<typeof Breakage>;

const status =
  (code: number, text: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, { 'content-type': 'text/plain', ...headers });
    response.end(text);
  };

const ANSWERS: Record<Exclude<Breakage, 'connection'>, (response: ServerResponse) => void> = {
  unavailable: status(503, 'upstream connect error'),
  crashed: status(500, 'Uncaught TypeError: cannot read order'),
  missing: status(404, 'no such route'),
  redirect: status(301, 'moved', { location: 'https://www.merchant.example/webhooks/orders' }),
  unauthorized: status(401, 'token required'),
  throttled: status(429, 'slow down', { 'retry-after': '30' }),
  reset: (response) => response.socket?.resetAndDestroy(),
  timeout: () => undefined,
};

/** A merchant's order endpoint, as a real server on a real port that keeps its address when it goes down. */
export class Merchant {
  readonly #taken: string[] = [];
  #listening: Listening | undefined;
  #port = 0;
  #breakage: Breakage | undefined;

  async open(): Promise<void> {
    this.#breakage = undefined;
    this.#listening ??= await listen(this.#listener, this.#port);
    this.#port = Number(new URL(this.#listening.url).port);
  }

  async break(breakage: Breakage): Promise<void> {
    this.#breakage = breakage;
    if (breakage === 'connection') await this.close();
  }

  async close(): Promise<void> {
    await this.#listening?.close();
    this.#listening = undefined;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}/webhooks/orders`;
  }

  /** The orders that arrived. */
  get taken(): readonly string[] {
    return this.#taken;
  }

  readonly #listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const breakage = this.#breakage;
    if (breakage && breakage !== 'connection') return ANSWERS[breakage](response);
    this.#taken.push(z.object({ order: z.string() }).parse(JSON.parse(body)).order);
    status(200, 'ok')(response);
  };
}
