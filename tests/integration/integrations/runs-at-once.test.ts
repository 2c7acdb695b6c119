import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { opened } from '../world.ts';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await startSetting();
});
afterEach(() => setting.stop());

/** A promise that the test keeps itself. */
const promised = () => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((kept) => {
    resolve = kept;
  });
  return { promise, resolve };
};

test('while one run posts, no other does, however late its answer comes', async () => {
  const { world, run, eventOf, serve, standIns } = setting;
  const incident = await opened(world);
  const gate = promised();
  const started = promised();
  const first = serve(eventOf([{ incident, kind: 'opened' }]), setting.named('intake'), {
    post: async (...given: Parameters<typeof run.post>) => {
      started.resolve();
      await gate.promise;
      return run.post(...given);
    },
  });
  await started.promise;
  await serve(undefined, setting.named('intake'));
  expect(standIns.named('intake').posted).toEqual([]);
  gate.resolve();
  await first;
  expect(standIns.named('intake').posted).toHaveLength(1);
});

test('two runs at once: one posts, and nothing is posted twice', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const incident = await opened(world);
  const event = eventOf([{ incident, kind: 'opened' }]);
  await Promise.all([serve(event), serve(event), serve()]);
  await serve();
  for (const name of ['kitchen', 'office', 'pager', 'intake'])
    expect(standIns.named(name).accepted).toHaveLength(1);
});
