import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { heartbeatSender } from '../../../lib/use-cases/watching/send-heartbeat.ts';

const SECRET = 'a-secret-that-keeps-the-service-quiet';
const asked: string[] = [];
let answer: number | 'hangs';
let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (answer !== 'hangs') response.writeHead(answer).end(`you asked for ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const logged: unknown[] = [];
let taken: number;
let minute: number;
beforeEach(() => {
  asked.splice(0);
  logged.splice(0);
  [answer, taken, minute] = [200, 0, 0];
});
const note = (...line: unknown[]): void => void logged.push(line);
const run = (remainingMs = 30_000) => ({
  log: { info: note, warn: note, error: note },
  now: () => new Date(minute * 60_000),
  remainingMs: () => remainingMs,
});
const counting =
  (send: ReturnType<typeof heartbeatSender>): typeof send =>
  async (...given) => {
    const before = asked.length;
    const isDue = await send(...given);
    if (asked.length > before && !isDue) taken += 1;
    return isDue;
  };
const sender = (more: { everyMinutes?: number; failUrl?: string; method?: 'GET' | 'POST' | 'HEAD' } = {}) =>
  counting(heartbeatSender({ url: `${origin}/${SECRET}`, everyMinutes: 1, method: 'GET', ...more }));
const DONE = { failedParts: [], oldestPendingAgeS: 0, oldestDueAlertAgeS: 0 };
const LATE = { ...DONE, oldestDueAlertAgeS: 300 };

test.each(['GET', 'POST', 'HEAD'] as const)(
  'a sweep that did its work asks for the address by %s',
  async (method) => {
    await sender({ method })(run(), DONE);
    expect([asked, taken, logged]).toEqual([[`${method} /${SECRET}`], 1, []]);
  },
);

test('every so many minutes, and again in the next minute where one was not taken', async () => {
  const send = sender({ everyMinutes: 5 });
  answer = 503;
  for (minute = 0; minute < 3; minute++) await send(run(), DONE);
  expect([asked.length, taken]).toEqual([3, 0]);
  answer = 200;
  for (minute = 3; minute < 11; minute++) await send(run(), DONE);
  expect([asked.length, taken]).toEqual([5, 2]); // minutes 3 and 8
});

test('sweeps that end shortly before a minute or after it, as they take their time, leave none out', async () => {
  const send = sender({ everyMinutes: 5 });
  const at: number[] = [];
  for (let sweep = 0; sweep < 16; sweep++) {
    minute = sweep + (sweep % 5 === 0 ? 1.01 : 0.98); // none ends in a fifth, tenth … minute
    const before = taken;
    await send(run(), DONE);
    if (taken > before) at.push(sweep);
  }
  expect(at).toEqual([0, 5, 10, 15]);
});

test('a sweep that did not do its work sends none, or says so where there is an address for that', async () => {
  await sender()(run(), LATE);
  expect([asked, taken]).toEqual([[], 0]);
  await sender({ failUrl: `${origin}/${SECRET}/fail` })(run(), { ...DONE, failedParts: ['alerting'] });
  expect([asked, taken]).toEqual([[`GET /${SECRET}/fail`], 0]);
  expect(logged).toContainEqual([
    'no heartbeat: the sweep did not do its work',
    { unfinished: ['an alert has been due for 300 s'] },
  ]);
});

test.each([404, 503] as const)(
  'an answer of %s is not a heartbeat that was taken; the address is in no line',
  async (status) => {
    answer = status;
    await sender()(run(), DONE);
    expect([taken, logged]).toEqual([
      0,
      [['a heartbeat was not taken', { failure: `answered with ${status}` }]],
    ]);
  },
);

test('a service that hangs, or is not there, costs no more than is left of the sweep, and throws nothing', async () => {
  answer = 'hangs';
  await sender()(run(2050), DONE);
  await sender()(run(1000), DONE);
  await heartbeatSender({ url: `http://127.0.0.1:9/${SECRET}`, everyMinutes: 1, method: 'GET' })(run(), DONE);
  expect(logged).toEqual([
    ['a heartbeat was not taken', { failure: 'no answer within 0.05 s' }],
    ['a heartbeat was not taken', { failure: 'no time was left' }],
    ['a heartbeat was not taken', { failure: expect.stringMatching(/^no connection \(/) }],
  ]);
  expect(JSON.stringify(logged)).not.toContain(SECRET);
});
