import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deliver, report } from '../../local/demo/flavours.ts';
import { Breakage, Merchant } from '../../local/demo/merchant.ts';
import { listen } from '../../local/http-server.ts';

const merchant = new Merchant();
beforeAll(() => merchant.open());
afterAll(() => merchant.close());

const WHAT_FLAVOURS_SAYS: Record<Breakage, [code: number, message: RegExp]> = {
  unavailable: [503, /^HTTP request returned status code 503:\nupstream/],
  crashed: [500, /status code 500/],
  missing: [404, /status code 404/],
  redirect: [301, /status code 301/],
  unauthorized: [401, /status code 401/],
  throttled: [429, /status code 429/],
  timeout: [0, /^cURL error 28: Operation timed out after \d+ milliseconds/],
  connection: [0, /^cURL error 7: Failed to connect to 127\.0\.0\.1 port \d+/],
  reset: [0, /^cURL error 56: Recv failure: Connection reset by peer/],
};

test.each(Breakage.options)(
  'a merchant that breaks as %s fails three attempts, and takes orders again once repaired',
  async (breakage) => {
    const [code, message] = WHAT_FLAVOURS_SAYS[breakage];
    await merchant.break(breakage);
    const broken = await deliver(merchant.endpoint, { order: '1' }, () => undefined);
    expect(broken.isDelivered).toBe(false);
    expect(broken.failures).toEqual(
      Array(3).fill({ code, endpoint: merchant.endpoint, message: expect.stringMatching(message) }),
    );

    const endpoint = merchant.endpoint;
    await merchant.open();
    expect(merchant.endpoint).toBe(endpoint);
    const { isDelivered, failures } = await deliver(endpoint, { order: breakage }, () => undefined);
    expect({ isDelivered, failures }).toEqual({ isDelivered: true, failures: [] });
    expect(merchant.taken.at(-1)).toBe(breakage);
  },
  15_000,
);

test('the error notification has the documented fields', async () => {
  let body = '';
  const server = await listen(async (request, response) => {
    for await (const chunk of request) body += String(chunk);
    response.writeHead(200).end();
  }, 0);
  const notification = { code: 0, endpoint: 'http://127.0.0.1/webhooks/orders', message: 'cURL error 7: …' };
  expect(await report(server.url, notification)).toBe(200);
  expect(JSON.parse(body)).toEqual(notification);
  await server.close();
});
