import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** Flavours makes three attempts before it posts to the error webhook. How long it waits is not documented. */
export const ATTEMPTS = 3;
const WAITS_MS = [250, 500];

/** The address it calls from, and which authority it trusts besides its own: some lab servers care. */
export type Caller = { localAddress?: string; authority?: string };
const TIMEOUT_MS = 1000;
const SHOWN = 2000;

/** What Flavours posts to the error webhook, according to its documentation. */
export type ErrorNotification = { code: number; endpoint: string; message: string };

/** One delivery: the error of each failed attempt, and whether one succeeded. */
export type DeliveryReport = { failures: ErrorNotification[]; isDelivered: boolean };

/** Delivers one event to a merchant as a Laravel application would: three attempts, with a short wait between them. */
export const deliver = async (
  endpoint: string,
  event: unknown,
  onFailure: (attempt: number, failure: ErrorNotification) => void,
  caller: Caller = {},
): Promise<DeliveryReport> => {
  const failures: ErrorNotification[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const failure = await deliverOnce(endpoint, JSON.stringify(event), caller);
    if (!failure) return { failures, isDelivered: true };
    failures.push(failure);
    onFailure(attempt, failure);
    const waitMs = WAITS_MS[attempt - 1];
    if (waitMs !== undefined) await sleep(waitMs);
  }
  return { failures, isDelivered: false };
};

const deliverOnce = (
  endpoint: string,
  body: string,
  { localAddress, authority }: Caller,
): Promise<ErrorNotification | undefined> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const begin = endpoint.startsWith('https:') ? secureRequest : request;
    const call = begin(endpoint, {
      ...(localAddress && { localAddress }),
      ...(authority && { ca: authority }),
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
      try {
        for await (const chunk of response) if (text.length < SHOWN) text += String(chunk);
      } catch (error) {
        const failed = error instanceof Error ? error : new Error(String(error));
        const message = curlMessage(failed, endpoint, Math.round(performance.now() - startedAt));
        return resolve({ code: 0, endpoint, message });
      }
      const code = response.statusCode ?? 0;
      const message = `HTTP request returned status code ${code}:\n${text}`;
      resolve(code >= 200 && code < 300 ? undefined : { code, endpoint, message });
    });
    call.end(body);
  });

const Errno = z.object({ code: z.union([z.string(), z.number()]) });

/** The text that cURL, under PHP's Guzzle, has for Node's error codes. */
const curlMessage = (error: Error, endpoint: string, elapsedMs: number): string => {
  const { hostname, port } = new URL(endpoint);
  const code = Errno.safeParse(error).data?.code;
  const texts: Record<string, string> = {
    TimeoutError: `28: Operation timed out after ${elapsedMs} milliseconds with 0 bytes received`,
    AbortError: `28: Operation timed out after ${elapsedMs} milliseconds with 0 bytes received`,
    ECONNREFUSED: `7: Failed to connect to ${hostname} port ${port} after ${elapsedMs} ms: Couldn't connect to server`,
    ECONNRESET: '56: Recv failure: Connection reset by peer',
    ENOTFOUND: `6: Could not resolve host: ${hostname}`,
    CERT_HAS_EXPIRED: '60: SSL certificate problem: certificate has expired',
    CERT_NOT_YET_VALID: '60: SSL certificate problem: certificate is not yet valid',
    DEPTH_ZERO_SELF_SIGNED_CERT: '60: SSL certificate problem: self-signed certificate',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: '60: SSL certificate problem: unable to get local issuer certificate',
    ERR_TLS_CERT_ALTNAME_INVALID: `60: SSL: no alternative certificate subject name matches target host name '${hostname}'`,
    EPROTO: '35: TLS connect error: error:0A000126:SSL routines::unexpected eof while reading',
  };
  const text = texts[String(code)] ?? texts[error.name] ?? `56: ${error.message}`;
  return `cURL error ${text} (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for ${endpoint}`;
};

/** Posts an error notification to the error webhook; returns the status. */
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
