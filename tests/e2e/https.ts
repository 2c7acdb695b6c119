import { request } from 'node:https';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
export type Answer = { status: number; type: string; allow: string; body: string; cookies: string[] };

/** One request over TLS, with an own certificate authority, which `fetch` cannot be given. */
export const ask = (
  url: string,
  {
    ca,
    method = 'GET',
    body = '',
    headers = {},
  }: { ca: string; method?: Method; body?: string; headers?: Record<string, string> },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ca,
        method,
        headers: { 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(60_000),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            allow: response.headers.allow ?? '',
            cookies: (response.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0] ?? ''),
            body: text,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
