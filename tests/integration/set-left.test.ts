import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { actOnMany } from '../../lib/use-cases/incidents/act-on-many.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, idOf, post } from './flavours.ts';
import { setLinkIn, submit } from './set-links.ts';
import { contextOf, emails, incidentOf, oncallFileOf, startTestStack } from './stack.ts';

const ONCALL = 'timeZone: Asia/Riyadh\nlevels: [{ subscribers: [{ email: sara@shop.test }] }]\n';

let stack: Stack;
let run: StoreContext;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack({ oncallFile: oncallFileOf(ONCALL), stream: false });
  run = contextOf(stack);
});
afterAll(async () => {
  run?.store.client.destroy();
  await stack?.stop();
});

/** Has the acknowledgement of an incident end at `until`, as if it had been given some time ago. */
const acknowledgedUntil = async (id: string, ended: string): Promise<void> => {
  await run.store.client.send(
    new UpdateItemCommand({
      TableName: run.store.tables.incidents,
      Key: toItem({ endpointKey: id.replace(/-1$/, ''), number: 1 }),
      UpdateExpression: 'SET acknowledgedUntil = :until',
      ExpressionAttributeValues: toItem({ ':until': ended }),
    }),
  );
};
const inMinutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

describe('four that fail, each acknowledged by Huda', () => {
  const paths = ['/orders/w', '/orders/x', '/orders/y', '/orders/z'];
  const ids = paths.map((path) => idOf(path));
  let link = '';
  beforeAll(async () => {
    for (const path of paths) await post(stack.webhookUrl, documented(path));
    await stack.sweep();
    const mail = emails(stack).find(({ body }) => ids.every((id) => body.includes(id)));
    link = setLinkIn(mail?.body ?? '', 'acknowledge');
    await actOnMany(run, ids, { kind: 'acknowledge' }, 'Huda');
    const [short = '', over = ''] = ids;
    await acknowledgedUntil(short, inMinutes(14)); // less than half is left
    await acknowledgedUntil(over, inMinutes(-1)); // and no sweep has seen it
  });

  test('what is over is left to do, before a sweep has written it', async () => {
    const page = await (await fetch(link)).text();
    expect(page).toContain('<h1>Acknowledge 1 of 4 webhooks</h1>');
    expect(page.match(/Huda acknowledged it already/g)).toHaveLength(3);
  });

  test('one act takes over what is left, and nothing that is in hand', async () => {
    const page = await (await submit(stack, link, { actor: 'Omar' })).text();
    expect(page).toContain('1 of 4 acknowledged. 3 were acknowledged already.');
    const all = await Promise.all(ids.map((id) => incidentOf(stack, id)));
    expect(all.map((incident) => incident?.acknowledgedBy)).toEqual(['Huda', 'Omar', 'Huda', 'Huda']);
    expect(page).not.toContain('<form');
    expect(await (await fetch(link)).text()).toContain('There is nothing left to do here');
  });
});
