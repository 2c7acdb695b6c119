import { request } from 'node:http';
import type { Stack } from '../../../local/stack/stack.ts';

export type Visit = { status: number; location: string; text: string };

/** A browser without a screen, at an address of its own: it keeps its cookies and follows nothing. */
export const browserAt = (stack: Stack, localAddress: string) => {
  const cookies = new Map<string, string>();
  const visit = (
    method: string,
    target: string,
    headers: Record<string, string> = {},
    body?: string | Buffer,
  ): Promise<Visit> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const sent = request(
        new URL(target, stack.url),
        {
          method,
          localAddress,
          agent: false,
          headers: { origin: stack.url, ...(cookie && { cookie }), ...headers },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            for (const line of answer.headers['set-cookie'] ?? []) {
              const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
              if (/max-age=0/i.test(line)) cookies.delete(name);
              else cookies.set(name, value);
            }
            resolve({
              status: answer.statusCode ?? 0,
              location: answer.headers.location ?? '',
              text: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  return {
    cookies,
    visit,
    get: (target: string) => visit('GET', target),
    post: (target: string, form: Record<string, string> = {}) =>
      visit(
        'POST',
        target,
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams(form).toString(),
      ),
  };
};
export type Browser = ReturnType<typeof browserAt>;
