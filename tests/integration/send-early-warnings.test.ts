import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { MachineWarning } from '../../lib/messages/early-warnings.ts';
import { labServer } from '../../local/broken-servers/catalog.ts';
import { listen } from '../../local/gateway/http-server.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const DAY_MS = 24 * 60 * 60_000;
/** When the certificate of the lab's good server ends. */
const END_MS = Date.parse('2126-01-01T00:00:00.000Z');

let world: Simulation;
let stop: () => Promise<void>;
afterEach(async () => {
  await stop();
  await world?.stop();
});

test('a certificate is warned about 30, 7 and 1 days before its end, once each, by email alone', async () => {
  const server = await labServer('good-tls').start();
  stop = () => server.stop();
  world = await startSimulation([{ url: server.url, expectedStatus: 200, name: 'Orders, Riyadh' }]);
  await world.minutes(2);
  expect(world.emails()).toEqual([]);

  world.pass(END_MS - 32 * DAY_MS - world.now().getTime());
  const days: number[] = [];
  for (let day = 32; day > 0; day -= 1) {
    const before = world.emails().length;
    await world.check();
    await world.check();
    if (world.emails().length > before) days.push(day);
    world.pass(DAY_MS);
  }
  expect(days).toEqual([30, 7, 1]);
  expect(world.emails()).toHaveLength(3);
  expect(world.smses()).toEqual([]);
  const [first] = world.emails();
  expect(first?.subject).toMatch(/^WARNING TLS certificate ends in (29|30) days - 127\.0\.0\.1:\d+/);
  expect(first?.body.replaceAll(/\s+/g, ' ')).toContain('Orders, Riyadh');
  expect(first?.body).toContain('openssl s_client');
  const [warning] = world.warnings();
  expect(MachineWarning.parse(warning).warnings).toMatchObject([
    { kind: 'certificate', endpoint: server.url },
  ]);
});

test('two nodes that take turns with different certificates are warned about once a mark and certificate', async () => {
  const nodes = [await labServer('good-tls').start(), await labServer('second-node').start()];
  let turn = 0;
  const balancer = createServer((client) => {
    const node = nodes[turn++ % nodes.length];
    const server = connect(Number(new URL(node?.url ?? '').port), '127.0.0.1');
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  stop = async () => {
    balancer.close();
    await Promise.all(nodes.map((node) => node.stop()));
  };
  const { port } = z.object({ port: z.int() }).parse(balancer.address());
  world = await startSimulation([{ url: `https://127.0.0.1:${port}/hooks/orders`, expectedStatus: 200 }]);
  await world.minutes(1);
  // The second node's certificate ends on 1 June 2125, the first one's seven months later.
  world.pass(Date.parse('2125-05-20T00:00:00.000Z') - world.now().getTime());
  for (let results = 0; results < 10; results += 1) {
    world.pass(5 * 60_000);
    await world.check();
  }
  expect(turn).toBeGreaterThanOrEqual(10);
  expect(world.emails()).toHaveLength(1);
  world.pass(Date.parse('2125-05-27T00:00:00.000Z') - world.now().getTime());
  for (let results = 0; results < 10; results += 1) {
    world.pass(5 * 60_000);
    await world.check();
  }
  expect(world.emails()).toHaveLength(2);
});

test('three slow answers in a row are warned about once, with the assumption', async () => {
  let delayMs = 1_600;
  const server = await listen(async (request, response) => {
    request.resume();
    await sleep(delayMs);
    response.writeHead(200).end();
  }, 0);
  stop = () => server.close();
  world = await startSimulation([{ url: `${server.url}/hooks/orders`, expectedStatus: 200 }]);
  await world.minutes(1);
  for (let results = 0; results < 4; results += 1) {
    world.pass(5 * 60_000);
    await world.check();
    expect(world.emails()).toHaveLength(results < 1 ? 0 : 1);
  }
  const [email] = world.emails();
  expect(email?.body.replaceAll(/\s+/g, ' ')).toMatch(
    /It takes 1\d\d\d ms and more to answer\..* we assume 3 s/,
  );
  delayMs = 0;
});
