import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queueUntaken } from '../../../cli/redrive/untaken-alerts.ts';
import { alertsIn } from '../../../lib/adapters/lambda/sns-records.ts';
import { opened } from '../world.ts';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

const letter = (value: unknown) => ({ text: JSON.stringify(value), receipt: 'r' });

test('what the function did not take, or SNS could not hand to it, is queued again and posted once', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const [first, second] = [await opened(world), await opened(world)];
  const failed = eventOf([{ incident: first, kind: 'opened' }]);
  const [[key = '', due] = []] = alertsIn(eventOf([{ incident: second, kind: 'opened' }]));
  const letters = [
    letter({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: failed }),
    letter({
      Type: 'Notification',
      MessageId: key.split('#')[0],
      Timestamp: due?.at,
      Message: JSON.stringify({ dedupKey: second.incidentId, kind: 'opened', reason: 'new', level: 1 }),
    }),
    letter({ requestPayload: {} }), // a run of the clock
    { text: 'no JSON', receipt: 'r' },
  ];
  const names = standIns.integrations.map(({ name }) => name);
  expect(await queueUntaken(world.run, names, letters)).toBe(2);
  expect(await queueUntaken(world.run, names, letters)).toBe(2); // and once more
  await serve();
  await serve();
  for (const name of names) {
    const posted = standIns.named(name).accepted.map(({ body }) => body.replaceAll('\\', ''));
    expect(posted).toEqual([
      expect.stringContaining(first.incidentId),
      expect.stringContaining(second.incidentId),
    ]);
  }
});

test('a warning, and what a later version sends, is nothing for an integration', () => {
  const event = (message: unknown) => ({
    Records: [
      {
        Sns: {
          MessageId: 'm',
          Timestamp: '2026-06-12T16:42:07.000Z',
          Message: typeof message === 'string' ? message : JSON.stringify(message),
        },
      },
    ],
  });
  expect(alertsIn(event({ version: 1, kind: 'warning', warnings: [] }))).toEqual([]);
  expect(alertsIn(event('no JSON'))).toEqual([]);
  expect(alertsIn(event({ version: 2, dedupKey: 'a-1', kind: 'paged' }))).toEqual([
    ['m#a-1', expect.objectContaining({ incidentId: 'a-1', kind: 'changed' })],
  ]);
});
