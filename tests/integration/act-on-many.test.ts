import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { putIncidentSet } from '../../lib/adapters/dynamodb/incident-sets.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../lib/adapters/dynamodb/timeline.ts';
import { setLinkId } from '../../lib/domain/incidents/incident-set.ts';
import { isRecordedAction } from '../../lib/domain/incidents/timeline.ts';
import { signLink } from '../../lib/domain/security/signed-link.ts';
import { actOnMany } from '../../lib/use-cases/incidents/act-on-many.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, idOf, post } from './flavours.ts';
import { setLinkIn, submit } from './set-links.ts';
import { contextOf, emails, incidentOf, incidents, oncallFileOf, smses, startTestStack } from './stack.ts';

const ONCALL = `timeZone: Asia/Riyadh
smsLinks: true
levels:
  - subscribers: [{ email: sara@shop.test }, { sms: "+966511111111" }]
  - afterMinutes: 15
    subscribers: [{ email: omar@shop.test }]
`;

let stack: Stack;
let run: StoreContext;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  // Without the stream all twelve are found by one sweep, as in a storm.
  stack = await startTestStack({ oncallFile: oncallFileOf(ONCALL), stream: false });
  run = contextOf(stack);
});
afterAll(async () => {
  run?.store.client.destroy();
  await stack?.stop();
});

const PATHS = Array.from({ length: 12 }, (_, index) => `/${index < 3 ? 'orders' : 'menu'}/${index}`);

describe('twelve webhooks fail at once', () => {
  let email = '';

  test('one SMS says how many, and one email has the links that answer for all', async () => {
    for (const path of PATHS) await post(stack.webhookUrl, documented(path));
    await stack.sweep();
    const [sms, ...others] = smses(stack);
    expect(others).toEqual([]);
    expect(sms?.body).toMatch(
      /^FLAVOURS> 12 webhooks fail, 3 critical, worst Orders webhook\. 12\+ lost since \d\d:\d\d\. http/,
    );
    const mails = emails(stack).filter(({ to }) => to === 'sara@shop.test');
    expect(mails.map(({ subject }) => subject)).toEqual([
      'OPEN 12 webhooks: 3 critical, first Orders webhook, 12+ lost',
    ]);
    email = mails[0]?.body ?? '';
    expect(email).toContain('ACKNOWLEDGE ALL 12 (no further alerts for 30 minutes):\nhttp');
    expect(email).toContain('Silence all 12:\nhttp');
  });

  test('opening a link does nothing, however often and by whom', async () => {
    const before = await incidents(stack);
    for (const purpose of ['acknowledge', 'silence'])
      for (const method of ['GET', 'HEAD', 'GET']) {
        const response = await fetch(setLinkIn(email, purpose), { method });
        expect(response.status).toBe(200);
        if (method === 'GET') expect(await response.text()).toContain('12 of 12 webhooks');
      }
    expect(await incidents(stack)).toEqual(before);
  });

  test('a link that was changed, or is for another purpose, is refused', async () => {
    const link = setLinkIn(email, 'acknowledge');
    for (const forged of [
      link.replace('/acknowledge', '/silence'),
      `${link}x`,
      link.replace('/acknowledge', '/resolve'),
    ]) {
      expect((await fetch(forged)).status).toBe(403);
      expect((await submit(stack, forged, { actor: 'Eve' })).status).toBe(403);
    }
  });

  test('without a name nothing is done', async () => {
    const response = await submit(stack, setLinkIn(email, 'acknowledge'), { actor: ' ' });
    expect(response.status).toBe(400);
    expect((await incidents(stack)).every(({ state }) => state === 'open')).toBe(true);
  });

  test('one act acknowledges all that it still can, and says of each what happened', async () => {
    const [closed = '', taken = ''] = PATHS.map((path) => idOf(path));
    await actOnMany(run, [closed], { kind: 'resolve' }, 'Omar');
    await actOnMany(run, [taken], { kind: 'acknowledge', minutes: 30 }, 'Huda');
    const response = await submit(stack, setLinkIn(email, 'acknowledge'), { actor: 'Sara' });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('10 of 12 acknowledged. 1 was acknowledged already. 1 was closed already.');
    expect(page).toContain('Huda acknowledged it already; nothing changed.');
    expect(page).toContain('It was closed already by Omar; nothing changed.');
    const all = await incidents(stack);
    expect(all.filter(({ acknowledgedBy }) => acknowledgedBy === 'Sara')).toHaveLength(10);
    expect(await incidentOf(stack, taken)).toMatchObject({ acknowledgedBy: 'Huda' });
    expect(await incidentOf(stack, closed)).toMatchObject({ state: 'resolved', resolvedBy: 'Omar' });
  });

  test('the second time it changes nothing', async () => {
    const before = await incidents(stack);
    const page = await (await submit(stack, setLinkIn(email, 'acknowledge'), { actor: 'Sara' })).text();
    expect(page).toContain('0 of 12 acknowledged.');
    expect(await incidents(stack)).toEqual(before);
    const { entries } = await readTimeline(run.store, idOf(PATHS[5] ?? ''), { limit: 50 });
    expect(entries.filter(isRecordedAction).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['acknowledged', 'Sara'],
    ]);
  });

  test('the others hear of it in one mail', async () => {
    const before = emails(stack).length;
    await stack.sweep();
    const added = emails(stack)
      .slice(0, emails(stack).length - before)
      .filter(({ to }) => to === 'sara@shop.test');
    expect(added).toHaveLength(1);
    expect(added[0]?.subject).toMatch(/^ACKNOWLEDGED 11 webhooks: /);
    expect(added[0]?.body.match(/Sara acknowledged it until/g)).toHaveLength(10);
    await stack.sweep();
    expect(emails(stack)).toHaveLength(before + added.length);
  });

  test('one act silences all, with a reason and an end', async () => {
    const link = setLinkIn(email, 'silence');
    const refused = await submit(stack, link, { actor: 'Sara', until: '4h', reason: '' });
    expect(refused.status).toBe(400);
    const form = await refused.text(); // nobody types it twice
    expect(form).toContain('name="actor" value="Sara"');
    expect(form).toMatch(/<option value="4h" selected/);
    const page = await (
      await submit(stack, link, { actor: 'Sara', until: '4h', reason: 'the host is down' })
    ).text();
    expect(page).toContain('11 of 12 silenced. 1 was closed already.');
    expect(page.match(/>Silenced<\/span>/g)).toHaveLength(11);
  });

  test('the link of the SMS is one that all networks carry, and opens the same page', async () => {
    const [sms] = smses(stack).filter(({ body }) => body.includes('12 webhooks fail'));
    const link = setLinkIn(sms?.body ?? '', 'acknowledge');
    expect(link).not.toContain('_');
    expect((sms?.body ?? '').length).toBeLessThanOrEqual(2 * 153);
    expect(await (await fetch(link)).text()).toContain('There is nothing left to do here');
  });
});

test('one that cannot be written keeps no other from being acted on, and is said', async () => {
  const [bad = '', good = ''] = ['/orders/bad', '/orders/good'];
  for (const path of [bad, good]) await post(stack.webhookUrl, documented(path));
  await stack.sweep();
  const [badId, goodId] = [idOf(bad), idOf(good)];
  const key = { endpointKey: badId.replace(/-1$/, ''), number: 1 };
  // An item that no version of ours has written.
  await run.store.client.send(
    new UpdateItemCommand({
      TableName: run.store.tables.incidents,
      Key: toItem(key),
      UpdateExpression: 'SET openedAt = :odd',
      ExpressionAttributeValues: toItem({ ':odd': 'yesterday' }),
    }),
  );
  const logged: string[] = [];
  const log = { ...run.log, error: (message: string) => void logged.push(message) };
  const results = await actOnMany(
    { ...run, log },
    [badId, goodId, 'nonsense', goodId],
    { kind: 'acknowledge', minutes: 30 },
    'Sara',
  );
  expect(results.map(({ incidentId, outcome }) => [incidentId, outcome])).toEqual([
    [badId, 'failed'],
    [goodId, 'done'],
    ['nonsense', 'unknown'],
  ]);
  expect(logged).toHaveLength(2); // it was tried again
});

test('where there is no time left nothing is begun, and that is said', async () => {
  const id = idOf('/orders/good');
  const before = await incidentOf(stack, id).catch(() => undefined);
  const results = await actOnMany({ ...run, remainingMs: () => 5000 }, [id], { kind: 'resolve' }, 'Sara');
  expect(results).toMatchObject([{ incidentId: id, outcome: 'failed' }]);
  expect(await incidentOf(stack, id).catch(() => undefined)).toEqual(before);
});

test('of more than one request can act on the page says how many there are, and where the others are', async () => {
  for (const path of ['/orders/many', '/menu/many']) await post(stack.webhookUrl, documented(path));
  await stack.sweep();
  const setId = ulid();
  const at = new Date();
  const until = new Date(at.getTime() + 60_000);
  const incidentIds = ['/orders/many', '/menu/many'].map((path) => idOf(path));
  await putIncidentSet(run.store, setId, { incidentIds, total: 300, at, until });
  const link = signLink(stack.url, stack.linkSecret, {
    incidentId: setLinkId(setId),
    purpose: 'acknowledge',
    expiresAt: until,
  });
  const says = async (response: Promise<Response>) => (await (await response).text()).replace(/<[^>]+>/g, '');
  const others =
    'The message counted 300. This link is for the 2 most urgent of them; the others are in the console, and nobody has them yet.';
  const before = await says(fetch(link));
  expect(before).toContain('Acknowledge 2 of 300 webhooks');
  expect(before).toContain(others);
  const after = await says(submit(stack, link, { actor: 'Sara' }));
  expect(after).toContain('2 of 2 acknowledged.');
  expect(after).toContain(others);
});
