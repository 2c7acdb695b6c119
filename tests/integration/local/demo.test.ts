import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { labProbes } from '../../../local/broken-servers/probe-settings.ts';
import { deliver, report } from '../../../local/demo/flavours.ts';
import { CAUSES, caller, Merchant } from '../../../local/demo/merchant.ts';
import { play } from '../../../local/demo/story.ts';
import { listen } from '../../../local/gateway/http-server.ts';
import { emails, startTestStack } from '../stack.ts';

const WHAT_FLAVOURS_SAYS: Record<string, [code: number, message: RegExp]> = {
  unavailable: [503, /^HTTP request returned status code 503:/],
  missing: [404, /status code 404/],
  redirect: [302, /status code 302/],
  timeout: [0, /^cURL error 28: Operation timed out after \d+ milliseconds/],
  connection: [0, /^cURL error 7: Failed to connect to 127\.0\.0\.1 port \d+/],
  reset: [0, /^cURL error 56: Recv failure: Connection reset by peer/],
  expired: [0, /^cURL error 60: SSL certificate problem: certificate has expired/],
  'self-signed': [0, /^cURL error 60: SSL certificate problem: self-signed/],
  'blocks-flavours': [403, /status code 403/],
};

test.each(Object.keys(WHAT_FLAVOURS_SAYS))(
  'a merchant that breaks as %s fails three attempts, and takes orders again once repaired',
  async (cause) => {
    expect(CAUSES).toContain(cause);
    const [code, message] = WHAT_FLAVOURS_SAYS[cause] ?? [];
    const merchant = await Merchant.open(cause);
    await merchant.break();
    const broken = await deliver(merchant.endpoint, { order: '1' }, () => undefined, caller);
    expect(broken.isDelivered).toBe(false);
    expect(broken.failures).toEqual(
      Array(3).fill({ code, endpoint: merchant.endpoint, message: expect.stringMatching(message ?? /^$/) }),
    );
    await merchant.repair();
    const { isDelivered, failures } = await deliver(
      merchant.endpoint,
      { order: cause },
      () => undefined,
      caller,
    );
    expect({ isDelivered, failures }).toEqual({ isDelivered: true, failures: [] });
    await merchant.close();
  },
  15_000,
);

test('the story goes from opened with a verdict to recovered with a window', async () => {
  const stack = await startTestStack({
    dataDir: mkdtempSync(join(tmpdir(), 'demo-')),
    checkS: 0.3,
    probes: { ...labProbes, isNetworkAssumed: true, pace: 1 / 200 },
  });
  const lines: string[] = [];
  try {
    await play({
      webhookUrl: stack.webhookUrl,
      cause: 'expired',
      seconds: 3,
      recoveryMs: 15_000,
      say: (line) => void lines.push(line),
    });
    const said = lines.join('\n');
    expect(said).toMatch(/Our own probe fails in the same way\./);
    expect(said).toMatch(/email → oncall@example\.com: RESOLVED Orders webhook/);
    expect(said).toMatch(/FETCH AGAIN/);
    const token = stack.webhookUrl.split('/').at(-1) ?? '';
    expect(`${said}${JSON.stringify(stack.sns.deliveries())}`).not.toContain(token);
    expect(emails(stack)[0]?.body).toContain('to our first good probe');
  } finally {
    await stack.stop();
  }
}, 40_000);

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
