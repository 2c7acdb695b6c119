import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NotTaken, PROBLEMS, UnknownEndpoint } from '../../lib/domain/intake/problem-details.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { webUrl } from '../any-text.ts';
import { post, until } from '../integration/flavours.ts';
import { incidents, startTestStack } from '../integration/stack.ts';
import { thorough } from '../thorough.ts';
import { anyBody } from './any-body.ts';
import { type Body, notJson, oddJson, sizes } from './bodies.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack();
  await post(stack.webhookUrl, { code: 503, endpoint: KNOWN });
  await until('it is known', async () => (await incidents(stack)).length === 1);
});
afterAll(() => stack?.stop());

const KNOWN = 'https://h.example/known';
const TYPES = ['application/json', 'application/octet-stream', 'text/plain'];
const sendAlert = async (body: Body[1], index = 0, url = stack.webhookUrl) => {
  const headers = { 'content-type': TYPES[index % TYPES.length] ?? '' };
  const answer = await fetch(`${url}/deliveries`, { method: 'POST', headers, body });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};
const expectNotTaken = (
  name: string,
  { status, type, text }: Awaited<ReturnType<typeof sendAlert>>,
): void => {
  expect({ name, status, type }).toEqual({ name, status: 400, type: 'application/problem+json' });
  NotTaken.parse(JSON.parse(text));
};

const expectUnknown = ({ status, type, text }: Awaited<ReturnType<typeof sendAlert>>): void => {
  expect({ status, type }).toEqual({ status: 409, type: 'application/problem+json' });
  UnknownEndpoint.parse(JSON.parse(text));
};

test('what is no number of deliveries is named as such, whatever it is, and how ever it is sent', async () => {
  const large: Body = ['nested five million times', '['.repeat(4_500_000)]; // Lambda takes 6 MB
  for (const [index, [name, body]] of [...notJson, ...oddJson, ...sizes, large].entries())
    expectNotTaken(name, await sendAlert(body, index));
});

test('whatever fast-check makes, too; under a wrong token it is the 404 of all', async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, fc.nat(2), async (body, index) => {
      expectNotTaken('made by fast-check', await sendAlert(body, index));
      const wrong = await sendAlert(body, index, stack.webhookUrl.replace('/main/', '/other/'));
      expect(wrong.status).toBe(404);
      PROBLEMS[404].parse(JSON.parse(wrong.text));
    }),
    { numRuns: thorough(20, 60) },
  );
});

const DAY_MS = 86_400_000;
const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** "an absolute http(s) URL ≤ 2,048", "today or a few days back", "0 to 10⁹", in words of another kind than the schema's. */
const isDelivered = (endpoint: unknown, day: unknown, delivered: unknown): boolean =>
  typeof endpoint === 'string' &&
  endpoint.length <= 2048 &&
  /^https?:\/\//i.test(endpoint) &&
  URL.canParse(endpoint) &&
  typeof day === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day) &&
  Array.from({ length: 8 }, (_, back) => dayAgo(back)).includes(day) &&
  typeof delivered === 'number' &&
  Number.isInteger(delivered) &&
  delivered >= 0 &&
  delivered <= 1e9;

test('what is nearly one is taken exactly where an oracle says so', async () => {
  const endpoint = fc.oneof(
    webUrl({ withQuery: false }),
    {
      weight: 4,
      arbitrary: fc.constantFrom(KNOWN, 'HTTPS://H.EXAMPLE:443/known', 'https://h.example/./known'),
    },
    fc.constantFrom(
      'https://h.example/\u0000',
      'HTTPS://H.EXAMPLE',
      'https://h.example/\ud800',
      'ftp://h.example/',
      'http:h.example',
      '',
      7,
    ),
    fc.nat(3).map((more) => 'https://h.example/'.padEnd(2046 + more, 'x')),
  );
  const day = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -2, max: 9 }).map(dayAgo) },
    fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10)),
    fc.constantFrom(
      '2026-02-29',
      '2024-02-29',
      '2026-00-01',
      '2026-1-1',
      '2026-11-23T00:00:00Z',
      ' 2026-11-23',
      '٢٠٢٦-١١-٢٣',
      null,
    ),
  );
  const delivered = fc.oneof(
    { weight: 3, arbitrary: fc.nat(1e9) },
    fc.constantFrom(-0, -1, 1e9 + 1, 0.5, 1e308, '7', null, true),
  );
  // One that is right on purpose beside each that may be or not.
  const right = fc.tuple(fc.constant(KNOWN), fc.nat(7).map(dayAgo), fc.nat(1e9));
  const answered = async (one: unknown, when: unknown, many: unknown): Promise<void> => {
    // JSON has no -0.
    const isExpected = (): boolean => isDelivered(one, when, many === 0 ? 0 : many);
    const wasExpected = isExpected();
    const answer = await sendAlert(JSON.stringify({ endpoint: one, day: when, delivered: many }));
    if (isExpected() !== wasExpected) return; // midnight passed meanwhile
    if (!wasExpected) return expectNotTaken('nearly', answer);
    if (new URL(String(one)).href !== KNOWN) return expectUnknown(answer);
    expect({ status: answer.status, body: JSON.parse(answer.text) }).toEqual({
      status: 200,
      body: { day: when, delivered: many === 0 ? 0 : many },
    });
  };
  await fc.assert(
    fc.asyncProperty(right, fc.tuple(endpoint, day, delivered), async (confidence, maybe) => {
      await answered(...confidence);
      await answered(...maybe);
    }),
    { numRuns: thorough(50, 200) },
  );
});
