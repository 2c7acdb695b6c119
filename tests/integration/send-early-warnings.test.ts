import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
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

test('a certificate is warned about 30, 14, 7, 3 and 1 days before its end, once each, by email alone', async () => {
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
  expect(days).toEqual([30, 14, 7, 3, 1]);
  expect(world.emails()).toHaveLength(5);
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
  for (let looks = 0; looks < 4; looks += 1) {
    world.pass(5 * 60_000);
    await world.check();
    expect(world.emails()).toHaveLength(looks < 1 ? 0 : 1);
  }
  const [email] = world.emails();
  expect(email?.body.replaceAll(/\s+/g, ' ')).toMatch(
    /It takes 1\d\d\d ms and more to answer\..* we assume 3 s/,
  );
  delayMs = 0;
});
