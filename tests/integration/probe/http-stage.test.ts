import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import { type Door, openDoor } from './door.ts';

const NOW = new Date('2026-11-23T22:00:00Z');
const doors: Door[] = [];
const opened = async (answer?: RequestListener): Promise<Door> => {
  const door = await openDoor(answer);
  doors.push(door);
  return door;
};
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.stop()));
});

const result = (url: string): Promise<Probe> =>
  probe(url, { now: () => NOW, allowed: ['127.0.0.0/8'], budgetMs: 60_000 });
const methods = (door: Door): (string | undefined)[] => door.knocks.map(({ method }) => method);

test('one GET with a fixed User-Agent, the query as it came, and neither who signs in nor a fragment', async () => {
  const door = await opened();
  await result(`http://user:hunter2@127.0.0.1:${door.port}/hooks/or%20ders?token=hunter2&x=1#hunter2`);
  expect(door.knocks).toEqual([
    {
      method: 'GET',
      url: '/hooks/or%20ders?token=hunter2&x=1',
      headers: {
        host: `127.0.0.1:${door.port}`,
        'user-agent': 'Mozilla/5.0 (compatible; flavours-error-webhook-probe)',
        accept: '*/*',
        connection: 'close',
      },
    },
  ]);
});

test.each([200, 204, 301, 404, 405, 429, 500, 502, 503, 520, 599, 999])(
  'one request alone, whatever it is answered: %i',
  async (status) => {
    const door = await opened((_, response) => response.writeHead(status).end());
    expect((await result(door.url)).answer).toMatchObject({ status, cut: false });
    expect([methods(door), door.connections]).toEqual([['GET'], 1]);
  },
);

test('a redirect is told without its secrets, and not followed', async () => {
  const inside = await opened();
  for (const status of [301, 302, 303, 307, 308]) {
    const door = await opened((_, response) => {
      response
        .writeHead(status, { location: `http://me:hunter2@127.0.0.1:${inside.port}/in?token=hunter2#x` })
        .end();
    });
    const probed = await result(door.url);
    expect(probed.answer?.redirectsTo).toBe(`http://***@127.0.0.1:${inside.port}/in?token=***`);
  }
  expect(inside.connections).toBe(0);
});

test.each([
  ['/login', 'http://127.0.0.1:PORT/login'],
  ['//shop.example/x', 'http://shop.example/x'],
  ['file:///etc/passwd?secret', 'file:'],
  ['javascript:alert(1)', 'javascript:'],
  ['http://[', 'an address that cannot be read'],
  [`https://shop.example/${'x'.repeat(2_000)}`, `https://shop.example/${'x'.repeat(490)}…`],
])('a redirect to %s', async (location, lastSent) => {
  const door = await opened((_, response) => response.writeHead(302, { location }).end());
  const endpoint = `http://me:hunter2@127.0.0.1:${door.port}/orders?token=hunter2`;
  expect((await result(endpoint)).answer?.redirectsTo).toBe(lastSent.replace('PORT', String(door.port)));
});

test('nothing of a body is kept', async () => {
  const door = await opened((_, response) => {
    response.writeHead(200, { 'set-cookie': 'hunter2', 'x-secret': 'hunter2' }).end('hunter2'.repeat(1_000));
  });
  const probed = await result(door.url);
  expect(probed.answer).toMatchObject({ bodyBytes: 7_000, cut: false });
  expect(JSON.stringify(probed)).not.toContain('hunter2');
});

test('the clock of the server beside ours', async () => {
  const dated = async (date: string): Promise<Probe['answer']> => {
    const door = await opened((_, response) => response.writeHead(200, { date }).end());
    return (await result(door.url)).answer;
  };
  expect(await dated('Mon, 23 Nov 2026 22:01:30 GMT')).toMatchObject({
    serverTime: '2026-11-23T22:01:30.000Z',
    aheadS: 90,
  });
  expect(await dated('Mon, 23 Nov 2026 21:59:00 GMT')).toMatchObject({ aheadS: -60 });
  expect(await dated('yesterday')).not.toHaveProperty('serverTime');
});

test('an upgrade that nobody asked for is not HTTP', async () => {
  const door = await opened((request) => {
    request.socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
  });
  expect((await result(door.url)).outcome).toMatchObject({
    kind: 'failed',
    stage: 'http',
    reason: 'malformed',
  });
});
