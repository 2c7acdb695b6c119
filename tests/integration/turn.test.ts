import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { askForTurn, LEASE_MS, takeLease } from '../../lib/adapters/dynamodb/publisher-lease.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../lib/domain/incidents/test-alert.ts';
import type { Message } from '../../lib/messages/sections/message.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { type Publisher, withPublisherLease } from '../../lib/use-cases/alerting/publisher.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { mailSignIn } from '../../lib/use-cases/alerting/send-sign-in-link.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { until } from './flavours.ts';
import { type Simulation, startSimulation } from './simulation.ts';
import { freshEndpoint, keep } from './world.ts';

const ROUND = 16;
/** The one at hand, and one that began before the request was written. */
const AT_MOST_BETWEEN = 2;
const MAIL = {
  link: 'https://alerts.shop.example/console/sign-in/secret',
  code: '1234 5678',
  validMs: 60_000,
  asker: { network: '203.0.113.x', browser: 'Firefox' },
};

let simulation: Simulation;
beforeAll(async () => {
  simulation = await startSimulation([], { isRealTime: true });
});
afterAll(() => simulation?.stop());
let seen = 0;
afterEach(() => {
  seen = simulation.emails().length;
});
const mailed = () => simulation.emails().slice(seen);
const subjects = (): string[] => mailed().map(({ subject = '' }) => subject);

const message = (subject: string): Message => ({
  audience: ['people'],
  subject,
  email: `${subject}.`,
  chat: '{}',
  machine: '{}',
  attributes: { kind: 'opened', recipient: ['people:level-1'] },
});

/** A round of alerts as a storm has it; what is published twice or not at all shows in the mails. */
const round = (name: string, holder: string, marked: string[] = []) =>
  withPublisherLease(simulation.run, holder, 0, async (publisher: Publisher) => {
    for (let index = 0; index < ROUND; index++) {
      const subject = `${name} ${index}`;
      await publisher.publish(message(subject), async () => void marked.push(subject));
    }
  });
const alertsOf = (name: string) => Array.from({ length: ROUND }, (_, index) => `${name} ${index}`);

const expectFewerThanTenASecond = (): void => {
  const times = mailed().map(({ at }) => Date.parse(at));
  const inASecond = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
  expect(Math.max(...inASecond)).toBeLessThan(10);
};

test('a link to sign in comes between two alerts of a long round, which goes on afterwards and misses none', async () => {
  const marked: string[] = [];
  const storm = round('Storm', 'storm', marked);
  await until('the round has begun', async () => subjects().length >= 2);
  const before = subjects().length;
  expect(await mailSignIn(simulation.run, 'somebody', MAIL)).toBe(true);
  expect(await storm).toBe(true);
  const place = subjects().findIndex((subject) => subject.startsWith('Sign-in'));
  expect(place - before).toBeLessThanOrEqual(AT_MOST_BETWEEN);
  expect(subjects().toSpliced(place, 1)).toEqual(alertsOf('Storm'));
  expect(marked).toEqual(alertsOf('Storm'));
  expectFewerThanTenASecond();
});

test('so does a test alert, also where other incidents came with it', async () => {
  const storm = round('Loud', 'loud');
  const ids = [TEST_ALERT_ENDPOINT, freshEndpoint()].map((endpoint) =>
    keep(simulation.world, {
      endpoint,
      ...(endpoint === TEST_ALERT_ENDPOINT && { source: TEST_ALERT_SOURCE }),
    }),
  );
  const { incidents } = await groupNotifications(simulation.run, await Promise.all(ids));
  await until('the round has begun', async () => subjects().length >= 1);
  const before = subjects().length;
  const delivered = sendDueAlerts(simulation.run, 'dispatch', await withDue(simulation.run, incidents));
  await until('the test alert is out', () => subjects().some((subject) => subject.startsWith('TEST')));
  const place = subjects().findIndex((subject) => subject.startsWith('TEST'));
  expect(place - before).toBeLessThanOrEqual(AT_MOST_BETWEEN);
  await Promise.all([storm, delivered]);
  expect(subjects().filter((subject) => subject.startsWith('Loud'))).toEqual(alertsOf('Loud'));
  expectFewerThanTenASecond();
});

test('several who ask at once get theirs one after the other, and nobody else publishes before the round is over', async () => {
  const storm = round('Busy', 'busy');
  await until('the round has begun', async () => subjects().length >= 1);
  const before = subjects().length;
  const asked = [1, 2, 3].map((one) => mailSignIn(simulation.run, `asker ${one}`, MAIL));
  const other = withPublisherLease(simulation.run, 'another round', 0, () => {
    throw new Error('two publish at once');
  });
  expect(await Promise.all(asked)).toEqual([true, true, true]);
  expect(await other).toBe(false);
  await storm;
  const places = subjects().flatMap((subject, place) => (subject.startsWith('Sign-in') ? [place] : []));
  expect(places).toHaveLength(3);
  expect((places.at(-1) ?? 0) - before).toBeLessThanOrEqual(3 * AT_MOST_BETWEEN + 2);
  expect(subjects().filter((subject) => !subject.startsWith('Sign-in'))).toEqual(alertsOf('Busy'));
  expectFewerThanTenASecond();
});

test('who was lent the lease and died keeps the round from going on blindly: the next sweep tells the rest', async () => {
  const marked: string[] = [];
  let lent = 0;
  const run = {
    ...simulation.run,
    now: () => new Date(Date.now() + lent),
    // Time passes at once for who waits, so that the test does not.
    sleep: async (ms: number) => {
      lent += ms;
    },
  };
  const dead = { holder: 'asked and died' };
  const done = await withPublisherLease(run, 'first', 0, async (publisher) => {
    await publisher.publish(message('Before'), async () => void marked.push('Before'));
    await askForTurn(run.store, dead.holder, run.now());
    await publisher.publish(message('After'), async () => void marked.push('After'));
  });
  expect(done).toBe(true);
  expect(marked).toEqual(['Before']);
  expect(subjects()).toEqual(['Before']);
  // Nothing is blocked for longer than a lease.
  expect(await takeLease(run.store, 'next', new Date(run.now().getTime() + 12_001))).toMatchObject({
    holder: 'next',
  });
});

test('a request that nobody repeats any more holds nobody up', async () => {
  const later = { ...simulation.run, now: () => new Date(Date.now() + 3 * LEASE_MS) };
  await askForTurn(later.store, 'gone', new Date(later.now().getTime() - 2001));
  await withPublisherLease(later, 'calm', 0, (publisher) =>
    publisher.publish(message('Calm'), async () => undefined),
  );
  expect(subjects()).toEqual(['Calm']);
});
