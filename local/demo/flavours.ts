import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** Flavours makes three attempts before it posts to the error webhook. How long it waits is not documented. */
export const ATTEMPTS = 3;
const WAITS_MS = [250, 500];
const TIMEOUT_MS = 1000;

/** What Flavours posts to the error webhook, by its documentation. */
export type ErrorNotification = { code: number; endpoint: string; message: string };

/** One delivery: what each failed attempt came to, and whether one got through. */
export type Delivered = { failures: ErrorNotification[]; isDelivered: boolean };

/** Delivers one event to a merchant as a Laravel application would: three attempts, with a short wait between them. */
export const deliver = async (
  endpoint: string,
  event: unknown,
  onFailure: (attempt: number, failure: ErrorNotification) => void,
): Promise<Delivered> => {
  const failures: ErrorNotification[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const failure = await deliverOnce(endpoint, JSON.stringify(event));
    if (!failure) return { failures, isDelivered: true };
    failures.push(failure);
    onFailure(attempt, failure);
    const waitMs = WAITS_MS[attempt - 1];
    if (waitMs !== undefined) await sleep(waitMs);
  }
  return { failures, isDelivered: false };
};

const deliverOnce = (endpoint: string, body: string): Promise<ErrorNotification | undefined> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const call = request(endpoint, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'user-agent': 'GuzzleHttp/7' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    call.once('error', (error) => {
      const message = curlMessage(error, endpoint, Math.round(performance.now() - startedAt));
      resolve({ code: 0, endpoint, message });
    });
    call.once('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      const code = response.statusCode ?? 0;
      const message = `HTTP request returned status code ${code}:\n${text}`;
      resolve(code >= 200 && code < 300 ? undefined : { code, endpoint, message });
    });
    call.end(body);
  });

const Errno = z.object({ code: z.union([z.string(), z.number()]) });

/** The text that cURL, under PHP's Guzzle, gives for what Node calls otherwise. */
const curlMessage = (error: Error, endpoint: string, elapsedMs: number): string => {
  const { hostname, port } = new URL(endpoint);
  const code = Errno.safeParse(error).data?.code;
  const texts: Record<string, string> = {
    TimeoutError: `28: Operation timed out after ${elapsedMs} milliseconds with 0 bytes received`,
    AbortError: `28: Operation timed out after ${elapsedMs} milliseconds with 0 bytes received`,
    ECONNREFUSED: `7: Failed to connect to ${hostname} port ${port} after ${elapsedMs} ms: Couldn't connect to server`,
    ECONNRESET: '56: Recv failure: Connection reset by peer',
  };
  const text = texts[String(code)] ?? texts[error.name] ?? `56: ${error.message}`;
  return `cURL error ${text} (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for ${endpoint}`;
};

/** Posts an error notification to the error webhook; answers with the status. */
export const report = async (webhookUrl: string, notification: ErrorNotification): Promise<number> => {
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'GuzzleHttp/7' },
    body: JSON.stringify(notification),
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  return response.status;
};
