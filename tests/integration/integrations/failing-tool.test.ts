import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { postWithin } from '../../../lib/adapters/integrations/post.ts';
import { until } from '../flavours.ts';
import { awsError, intercepted } from '../intercepted.ts';
import { opened, resolveBy } from '../world.ts';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await startSetting();
});
afterEach(() => setting.stop());

const MINUTE_MS = 60_000;
const OTHERS = ['office', 'pager', 'intake'];
const subjects = (): string[] => setting.mails.map(({ subject }) => subject);

test('one that fails delays and hides no other; people hear of it by email, and that it works again', async () => {
  const { world, clock, eventOf, serve, standIns } = setting;
  const kitchen = standIns.named('kitchen');
  kitchen.fault = { status: 503, times: 1000 };
  const incident = await opened(world);
  expect(await serve(eventOf([{ incident, kind: 'opened' }]))).toEqual({ failing: 1 });
  expect(OTHERS.map(setting.countOf)).toEqual([1, 1, 1]);
  expect(kitchen.posted).toHaveLength(3);
  expect(subjects()).toEqual([]); // a hiccup is no news

  // Left alone for half a minute, then tried again: it fails for the second time.
  await serve();
  expect(kitchen.posted).toHaveLength(3);
  clock.ms += MINUTE_MS;
  await serve();
  expect(kitchen.posted).toHaveLength(6);
  expect(subjects()).toEqual(['slack kitchen gets no alerts (test)']);
  expect(setting.mails[0]?.email).toContain('503 told to fail');
  expect(setting.mails[0]?.email).not.toMatch(/https?:\/\/127/);

  // However long it lasts, there is no mail each minute; and what is over meanwhile is told as it is then.
  for (let minute = 0; minute < 50; minute++) {
    clock.ms += MINUTE_MS;
    await serve(undefined, setting.named('kitchen'));
  }
  expect(subjects()).toHaveLength(1);
  const over = await resolveBy(world.run, incident, 'Sara');
  // The library that checks the signature of `intake` knows the real time alone.
  await serve(eventOf([{ incident: over, kind: 'resolved' }]), setting.named('kitchen', 'office', 'pager'));
  expect(OTHERS.map(setting.countOf)).toEqual([2, 2, 1]);

  kitchen.fault = undefined;
  clock.ms += 20 * MINUTE_MS;
  expect(await serve(undefined, setting.named('kitchen'))).toEqual({ failing: 0 });
  expect(kitchen.accepted.map(({ body }) => body)).toEqual([expect.stringContaining('RESOLVED')]);
  expect(subjects()).toEqual([
    'slack kitchen gets no alerts (test)',
    'slack kitchen gets alerts again (test)',
  ]);
  await serve();
  expect(subjects()).toHaveLength(2);
});

test('one that fails again and again is told at most once an hour', async () => {
  const { world, clock, eventOf, serve, standIns } = setting;
  const kitchen = standIns.named('kitchen');
  const told: number[] = [];
  const startedAt = clock.ms;
  for (let round = 0; round < 12; round++) {
    const incident = await opened(world);
    kitchen.fault = { status: 500, times: 6 };
    await serve(eventOf([{ incident, kind: 'opened' }]), setting.named('kitchen'));
    for (let minute = 0; minute < 5; minute++) {
      clock.ms += MINUTE_MS;
      const before = subjects().filter((subject) => subject.includes('gets no alerts')).length;
      await serve(undefined, setting.named('kitchen'));
      const after = subjects().filter((subject) => subject.includes('gets no alerts')).length;
      if (after > before) told.push(Math.round((clock.ms - startedAt) / MINUTE_MS));
    }
  }
  expect(told.length).toBeLessThanOrEqual(2);
  expect(told.length).toBeGreaterThan(0);
});

test('a limit is kept: the next try comes when the service said, and no sooner', async () => {
  const { world, clock, eventOf, serve, standIns } = setting;
  const kitchen = standIns.named('kitchen');
  const first = await opened(world);
  kitchen.fault = { status: 429, headers: { 'retry-after': '5' }, times: 1 };
  const before = clock.ms;
  await serve(eventOf([{ incident: first, kind: 'opened' }]));
  expect(kitchen.posted.map(({ status }) => status)).toEqual([429, 200]);
  expect(Date.parse(kitchen.posted[1]?.at ?? '') - Date.parse(kitchen.posted[0]?.at ?? '')).toBe(5000);
  expect(clock.ms - before).toBeGreaterThanOrEqual(5000);

  // One that is asked for more than a run has time for is left to a later run.
  const second = await opened(world);
  kitchen.fault = { status: 429, headers: { 'retry-after': '600' }, times: 1 };
  await serve(eventOf([{ incident: second, kind: 'opened' }]));
  clock.ms += 9 * MINUTE_MS;
  await serve();
  expect(kitchen.posted).toHaveLength(3);
  clock.ms += 2 * MINUTE_MS;
  await serve();
  expect(kitchen.posted.map(({ status }) => status)).toEqual([429, 200, 429, 200]);
});

test('Slack gets a post a second however much is due, also from one run to the next', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const incidents = await Promise.all(Array.from({ length: 3 }, () => opened(world)));
  for (const incident of incidents) await serve(eventOf([{ incident, kind: 'opened' }]));
  const times = standIns.named('kitchen').posted.map(({ at }) => Date.parse(at));
  expect(times).toHaveLength(3);
  expect(Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)))).toBeGreaterThan(1000);
  expect(setting.refusals()).toEqual([]);
});

test('one that hangs is waited for apart from the others', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const incident = await opened(world);
  standIns.named('kitchen').fault = { mode: 'hang', times: 3 };
  const serving = serve(eventOf([{ incident, kind: 'opened' }]), standIns.integrations, {
    post: postWithin(400),
  });
  let isOver = false;
  void serving.then(() => {
    isOver = true;
  });
  await until('the others have it', () => OTHERS.every((name) => setting.countOf(name) === 1));
  expect(isOver).toBe(false);
  expect(await serving).toEqual({ failing: 1 });
});

test('an answer that is lost costs a repetition, which its receiver knows by its id', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const incident = await opened(world);
  const intake = standIns.named('intake');
  intake.fault = { mode: 'lose', times: 1 };
  await serve(eventOf([{ incident, kind: 'opened' }]));
  expect(intake.accepted).toHaveLength(2);
  expect(new Set(intake.accepted.map(({ id }) => id)).size).toBe(1);
});

test('a URL that is no longer valid keeps everything due, and is told at once with the second failure', async () => {
  const { world, eventOf, serve, standIns, clock } = setting;
  const kitchen = standIns.named('kitchen');
  kitchen.fault = { status: 404, times: 2 };
  const incident = await opened(world);
  await serve(eventOf([{ incident, kind: 'opened' }]));
  expect(kitchen.posted).toHaveLength(1); // none of it would be taken
  clock.ms += MINUTE_MS;
  await serve();
  expect(subjects()).toEqual(['slack kitchen gets no alerts (test)']);
  clock.ms += 5 * MINUTE_MS;
  await serve();
  expect(kitchen.accepted).toHaveLength(1);
});

test('a redirect is not followed', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const intake = standIns.integrations.find(({ kind }) => kind === 'webhook');
  const location = intake?.kind === 'webhook' ? intake.url.replace('/intake', '/office') : '';
  standIns.named('intake').fault = { status: 307, headers: { location }, times: 1 };
  const incident = await opened(world);
  expect(await serve(eventOf([{ incident, kind: 'opened' }]), setting.named('intake'))).toEqual({
    failing: 1,
  });
  expect(standIns.named('intake').posted.map(({ status }) => status)).toEqual([307]);
  expect(standIns.named('office').posted).toEqual([]);
});

test('what cannot be queued for one is queued and posted for the others, and comes again', async () => {
  const { world, run, eventOf, serve, standIns } = setting;
  const incident = await opened(world);
  const event = eventOf([{ incident, kind: 'opened' }]);
  const client = intercepted(run.store.client, ({ input }, next) =>
    JSON.stringify(input).includes('integration/kitchen')
      ? Promise.reject(awsError('ProvisionedThroughputExceededException'))
      : next(),
  );
  await expect(serve(event, standIns.integrations, { store: { ...run.store, client } })).rejects.toThrow(
    'an integration could not be served',
  );
  expect(OTHERS.map(setting.countOf)).toEqual([1, 1, 1]);
  await serve(event); // as Lambda does
  expect(setting.countOf('kitchen')).toBe(1);
  expect(OTHERS.map(setting.countOf)).toEqual([1, 1, 1]);
});
