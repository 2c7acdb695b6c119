import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf, putAll } from '../../browser/world.ts';
import { thorough } from '../../thorough.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { signedInCookie } from './signed-in.ts';

const MOST_BYTES = 12_000;
let stack: Stack;
let cookie: string;
let stored = 0;
beforeAll(async () => {
  stack = await startTestStack();
  cookie = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

const fetched = (accepted: string): Promise<{ encoding: string | undefined; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${stack.url}/console`, { headers: { cookie, 'accept-encoding': accepted } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });

// It shows the worst twelve, so 5,000 take as much as 200.
test.each(thorough([6, 200], [6, 200, 5_000]))(
  'home with %i open incidents takes at most 12 KB of the wire',
  async (open) => {
    const more = Array.from({ length: open - stored }, (_, index) =>
      incidentOf({
        endpoint: `https://m${stored + index}.example/hooks/orders`,
        number: 1,
        since: stored + index + 10,
        last: 5,
        count: 3 + (index % 90),
        message: 'Service Unavailable',
      }),
    );
    await putAll(clientOf(stack.dynamodbEndpoint), 'incidents', more);
    stored = open;
    const small = await fetched('gzip, deflate, br');
    const plain = await fetched('identity');
    expect(plain.encoding).toBeUndefined();
    expect(small.encoding).toBe('br');
    expect(small.bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 3);
    expect(brotliDecompressSync(small.bytes).toString()).toContain(`(${open}) `);
  },
);
