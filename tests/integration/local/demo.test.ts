import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { labProbes } from '../../../local/broken-servers/probe-settings.ts';
import { deliver, report } from '../../../local/demo/flavours.ts';
import { CAUSES, caller, Merchant } from '../../../local/demo/merchant.ts';
import { promiseOf } from '../../../local/demo/recovery.ts';
import { play, type StoryOptions } from '../../../local/demo/story.ts';
import { listen } from '../../../local/gateway/http-server.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { temporaryFolder } from '../../temporary.ts';
import { emails, incidents, startTestStack } from '../stack.ts';

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
);

describe('the story', () => {
  const probing = { everyS: 0.3, pace: 1 / 200 };
  let stack: Stack;
  beforeAll(async () => {
    stack = await startTestStack({
      dataDir: temporaryFolder('demo'),
      checkS: probing.everyS,
      probes: { ...labProbes, isNetworkAssumed: true, pace: probing.pace },
    });
  });
  afterAll(() => stack?.stop());

  const played = async (story: Pick<StoryOptions, 'cause' | 'seconds' | 'probing'>): Promise<string> => {
    const lines: string[] = [];
    await play({ webhookUrl: stack.webhookUrl, ...story, say: (line) => void lines.push(line) });
    return lines.join('\n');
  };

  test('goes from opened with a verdict to recovered with a window', async () => {
    const message = await played({ cause: 'expired', seconds: 3, probing });
    expect(message).toMatch(/our own probe fail alike|Our own probe/);
    expect(message).toMatch(
      /in about \d+ s\. This waits for it\.[\s\S]*email → oncall@example\.com: RE(?:COVERED|SOLVED) Orders webhook/,
    );
    expect(message).toMatch(/fetch again/i);
    expect(message).not.toMatch(/A person/);
    const token = stack.webhookUrl.split('/').at(-1) ?? '';
    expect(`${message}${JSON.stringify(stack.sns.deliveries())}`).not.toContain(token);
    expect(emails(stack)[0]?.body).toContain('to our first good probe');
  });

  test('does not wait for what no probe can prove: its email has the link that closes it, and that works', async () => {
    const message = await played({ cause: 'missing', seconds: 1, probing });
    expect(message).toContain('no probe can see it recover. A person closes it:');
    expect(message).not.toContain('This waits for it');
    const [link = ''] = /http\S+\/resolve\?\S+/.exec(message) ?? [];
    expect(emails(stack).some(({ body }) => link !== '' && body.includes(link))).toBe(true);
    const answer = await fetch(link, {
      method: 'POST',
      headers: { origin: stack.url },
      // The merchant is gone by now: once a probe has seen that, the page asks again whether to close.
      body: new URLSearchParams({ actor: 'Sara', anyway: 'yes' }),
    });
    expect(answer.status).toBe(200);
    const [, incidentId = ''] = /act\/([^/]+)\/resolve/.exec(link) ?? [];
    // Those of other stories are none of its: a merchant who has gone fails our probes again.
    const closed = (await incidents(stack)).find((one) => one.incidentId === incidentId);
    expect(closed).toMatchObject({ state: 'resolved', resolvedBy: 'Sara' });
  });

  test('does not wait where nothing is probed', async () => {
    const message = await played({ cause: 'unavailable', seconds: 1, probing: undefined });
    expect(message).toMatch(/This stack does not probe[^\n]*A person closes it:\n[^\n]*\/resolve\?/);
  });
});

test.each([
  [{ everyS: 60, pace: 1 }, 'in about 7 min'],
  [{ everyS: 1, pace: 1 / 40 }, 'in about 10 s'],
  [{ everyS: 300, pace: 1 }, 'in about 15 min'],
])('how long a recovery takes is said before anybody waits: %j', (probing, words) => {
  expect(promiseOf(probing)).toContain(words);
});

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
