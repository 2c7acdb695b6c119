import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Stack } from '../../local/stack/stack.ts';
import { thorough } from '../thorough.ts';
import { documented, postMany, until } from './flavours.ts';
import {
  emails,
  incidents,
  mostPublishesInASecond,
  oncallFileWith,
  scan,
  smses,
  startTestStack,
} from './stack.ts';

/** `npm test` makes small storms (over one group and one digest); `npm run test:storm` those of the promise: 2,000 on one endpoint, 500 endpoints. */
const isFull = process.env['STORM'] === 'full';
const ON_ONE_ENDPOINT = isFull ? 2000 : thorough(120, 400);
const ENDPOINTS = isFull ? 500 : thorough(60, 120);

let stack: Stack;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
  // So that no endpoint of the storm is grouped into a flood.
  stack = await startTestStack({ oncallFile: oncallFileWith('maxOpenIncidentsPerSource: 10000') });
});
afterAll(() => stack?.stop());

const pending = async (): Promise<number> =>
  (await scan(stack, 'notifications')).filter((item) => item['pending'] !== undefined).length;
const unsent = async (): Promise<number> =>
  (await incidents(stack)).filter(({ lastSent }) => !lastSent?.email).length;

const MODES = [
  ['with the stream', true],
  ['by the sweep alone', false],
] as const;

const inMode = async (hasStream: boolean) => {
  await (hasStream ? stack.pump.resume() : stack.pump.pause());
  const path = `/hooks/orders/${hasStream}`;
  return {
    path,
    incidents: async () => (await incidents(stack)).filter(({ endpoint }) => endpoint?.includes(path)),
    mails: () => emails(stack).filter(({ body }) => body.includes(path)),
    settled: (what: string, result: () => Promise<boolean>): Promise<void> =>
      until(
        what,
        async () => {
          if (!hasStream) await stack.sweep();
          return result();
        },
        300,
      ),
  };
};

// Both modes before the storm over many endpoints, which empties the SMS bucket.
describe.each(MODES)('many notifications on one endpoint, %s', (_name, hasStream) => {
  test('are one incident with the right count, few emails and one SMS', async () => {
    const { path, settled, ...own } = await inMode(hasStream);
    const smsBefore = smses(stack).length;
    const bodies = Array.from({ length: ON_ONE_ENDPOINT }, () => documented(path));
    expect(await postMany(stack.webhookUrl, bodies, 50)).toEqual({ 200: ON_ONE_ENDPOINT });
    await settled('all are grouped', async () => (await pending()) === 0);
    await settled('it is told', async () => (await unsent()) === 0);
    expect(await own.incidents()).toMatchObject([{ count: ON_ONE_ENDPOINT }]);
    expect(own.mails().length).toBeLessThanOrEqual(5);
    expect(smses(stack).length - smsBefore).toBe(1);
  });
});

describe.each(MODES)('endpoints that fail at once, %s', (_name, hasStream) => {
  test('never make ten publishes in a second, and each is named in some email', async () => {
    const { path, settled, ...own } = await inMode(hasStream);
    const bodies = Array.from({ length: ENDPOINTS }, (_, index) => documented(`${path}/${index}`));
    expect(await postMany(stack.webhookUrl, bodies, 50)).toEqual({ 200: ENDPOINTS });
    await settled('all are grouped', async () => (await pending()) === 0);
    await stack.sweep();
    await settled('all are told', async () => (await unsent()) === 0);
    const all = await own.incidents();
    expect(all).toHaveLength(ENDPOINTS + 1);
    const text = own
      .mails()
      .map(({ body }) => body)
      .join('\n');
    expect(all.filter(({ incidentId }) => !text.includes(incidentId))).toEqual([]);
    expect(mostPublishesInASecond(stack)).toBeLessThan(10);
    expect(stack.sns.subscriptions.every(({ isActive }) => isActive)).toBe(true);
  });
});
