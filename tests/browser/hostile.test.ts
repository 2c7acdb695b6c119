import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { type Purpose, signLink } from '../../lib/domain/security/signed-link.ts';
import { scan, incidents as stored } from '../integration/stack.ts';
import { thorough } from '../thorough.ts';
import { hasBrowser } from './browser.ts';
import { evening } from './evening.ts';
import { FORMULAS, HOSTILE } from './hostile-texts.ts';
import { directionOf, isTooWide, strangeIn, violationsIn, withAxe } from './in-page.ts';
import { type Setting, setTheStage } from './setting.ts';
import { done, incidentOf, minutesAgo, notificationsOf, putAll, sentEntry } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;
const DAY_MS = 24 * 60 * 60_000;
/** A server may close a kept connection just as it is used again; whoever only reads asks once more. */
const AGAIN = { maxRetries: 3 };
const PURPOSES: readonly Purpose[] = ['acknowledge', 'silence', 'resolve', 'view'];

withBrowser('in a browser (Linux on x64: the npm package has no other)', () => {
  let setting: Setting;
  const world = evening();
  const victims = HOSTILE.map((text, index) =>
    incidentOf({
      endpoint: `https://h${index}.example/orders/${encodeURI(text).slice(0, 300)}?x=${encodeURIComponent(text)}`,
      since: 30 + index,
      last: 3,
      count: 2,
      code: -index,
      message: text,
      state: 'acknowledged',
      acknowledgedBy: text.slice(0, 60),
      sources: { main: 2, [text]: 1 },
    }),
  );
  const unreadable = incidentOf({
    source: 'main',
    since: 9,
    cause: 'unreadable',
    message: HOSTILE.join(' '),
  });

  beforeAll(async () => {
    setting = await setTheStage();
    const { client } = setting;
    await putAll(client, 'incidents', [...world.incidents, ...victims, unreadable]);
    await putAll(client, 'notifications', [
      ...world.notifications,
      ...victims.flatMap((one, index) =>
        notificationsOf(one, 2, {
          message: one.sample.message ?? '',
          raw: FORMULAS[index % FORMULAS.length] ?? '',
          source: 'main',
        }),
      ),
      ...notificationsOf(unreadable, 2, {
        message: HOSTILE.join('\n'),
        raw: HOSTILE.join('\n'),
        source: 'main',
      }),
    ]);
    await putAll(client, 'timeline', [
      ...world.entries,
      ...victims.flatMap((one) => {
        const text = one.sample.message ?? '';
        return [
          done(one, 5, 'note', text, { reason: text }),
          { ...sentEntry(one, 7, 'opened', ['email'], text), messageId: text },
        ];
      }),
    ]);
    await putAll(
      client,
      'endpoints',
      victims.map((one) => ({
        endpointKey: one.endpointKey,
        item: 'silence',
        incidentId: one.incidentId,
        actor: one.sample.message ?? '',
        reason: one.sample.message ?? '',
        at: minutesAgo(2),
        until: minutesAgo(-60),
      })),
    );
  });
  afterAll(() => setting?.stop());

  const linkOf = ({ incidentId }: Incident, purpose: Purpose, ms = DAY_MS): string =>
    signLink(setting.stack.url, setting.stack.linkSecret, {
      incidentId,
      purpose,
      expiresAt: new Date(Date.now() + ms),
    });

  /** Whatever a page does that we did not mean: requests, dialogs, elements, handlers, a touched window. */
  const monitored = (page: Page) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', (dialog) => {
      requests.push(`dialog ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    return async (url: string) => {
      requests.length = 0;
      await page.goto(url);
      const strange = await strangeIn(page);
      return { ...strange, requests: requests.filter((one) => one !== url) };
    };
  };
  const NOTHING = { elements: [], handlers: [], links: [], isTouched: false, requests: [] };

  test('hostile text in every field is text, and asks for nothing', async () => {
    const page = await setting.page();
    const result = monitored(page);
    const { url } = setting.stack;
    const pages = [
      `${url}/console`,
      `${url}/console/history?list=open`,
      `${url}/console/sources`,
      ...[...victims, unreadable].flatMap((one) => [
        `${url}/console/incidents/${encodeURIComponent(one.incidentId)}`,
      ]),
      ...victims
        .slice(0, 6)
        .flatMap((one) => [
          `${url}/console/endpoints/${one.endpointKey}`,
          linkOf(one, 'silence'),
          `${url}/console/incidents/${one.incidentId}?${new URLSearchParams({ outcome: 'done', message: one.sample.message ?? '', q: one.sample.message ?? '', code: one.sample.message ?? '', source: one.sample.message ?? '' })}`,
        ]),
    ];
    for (const address of pages)
      expect({ address, ...(await result(address)) }).toEqual({ address, ...NOTHING });
    await page.goto(`${url}/console/incidents/${victims[0]?.incidentId}`);
    expect(await page.getByRole('main').innerText()).toContain(HOSTILE[0]);
  });

  test('an export holds no formula, and no line that a field made', async () => {
    const page = await setting.page();
    for (const victim of victims.slice(0, FORMULAS.length)) {
      const answer = await page.request.get(
        `${setting.stack.url}/api/v1/incidents/${victim.incidentId}/notifications.csv`,
      );
      expect(answer.headers()['content-type']).toContain('text/csv');
      const text = await answer.text();
      expect(text.trimEnd().split('\n')).toHaveLength(3);
      expect(text).not.toMatch(/(?:^|,)"?[=+@＝\t\r]/m);
    }
  });

  test('a scanner opens every link many times, with scripts and without, and nothing changes', async () => {
    const page = await (await setting.context()).newPage();
    const before = [await stored(setting.stack), await scan(setting.stack, 'timeline')];
    for (const purpose of PURPOSES) {
      const link = linkOf(world.orders, purpose);
      const statuses = new Set<number | undefined>();
      for (let visit = 0; visit < thorough(2, 10); visit++) statuses.add((await page.goto(link))?.status());
      await Promise.all(
        Array.from({ length: thorough(4, 20) }, async () => {
          statuses.add((await page.request.get(link, AGAIN)).status());
          statuses.add((await page.request.head(link, AGAIN)).status());
        }),
      );
      expect([...statuses]).toEqual([200]);
    }
    expect([await stored(setting.stack), await scan(setting.stack, 'timeline')]).toEqual(before);
  });

  test('one POST acts, a second does nothing', async () => {
    const page = await (await setting.context()).newPage();
    const link = linkOf(world.orders, 'acknowledge');
    const press = async () => {
      await page.goto(link);
      await page.getByLabel('Your name').fill('Layla');
      await page.getByRole('button', { name: 'I am on it' }).click();
      return page.getByRole('status').innerText();
    };
    expect(await press()).toContain('Acknowledged by Layla');
    const once = (await scan(setting.stack, 'timeline')).length;
    expect(await press()).toContain('nothing changed');
    expect(await scan(setting.stack, 'timeline')).toHaveLength(once);
    await page.goto(linkOf(world.over, 'resolve'));
    expect(await page.getByRole('status').innerText()).toContain('It is over');
  });

  test('any changed character is 403, an expired link 410, for GET, HEAD and POST alike', async () => {
    const link = linkOf(world.orders, 'resolve');
    const statusOf = async (url: string, method: string) =>
      (await fetch(url, { method, ...(method === 'POST' && { body: new URLSearchParams({ actor: 'x' }) }) }))
        .status;
    const { origin, pathname, search } = new URL(link);
    const target = `${pathname}${search}`;
    const from = '/act/'.length;
    const changed = Array.from({ length: target.length - from }, (_, index) => index + from)
      .filter((index) => !'/?&='.includes(target[index] ?? '') && !/[?&][es]?$/.test(target.slice(0, index)))
      .map(
        (index) =>
          `${origin}${target.slice(0, index)}${target[index] === '1' ? '2' : '1'}${target.slice(index + 1)}`,
      );
    const statuses = new Set<number>();
    for (const url of changed) statuses.add(await statusOf(url, 'POST'));
    expect([...statuses]).toEqual([403]);
    for (const method of ['GET', 'HEAD', 'POST']) {
      expect(await statusOf(linkOf(world.orders, 'resolve', -1000), method)).toBe(410);
      expect(await statusOf(link.replace('/resolve', '/view'), method)).toBe(403);
    }
    expect(
      (await stored(setting.stack)).find(({ incidentId }) => incidentId === world.orders.incidentId)?.state,
    ).not.toBe('resolved');
  });

  test.each([
    ['light', 14, {}],
    ['dark', 5, { colorScheme: 'dark' as const }],
    ['on a phone', 6, { viewport: { width: 360, height: 740 } }],
  ])('axe finds nothing, %s, on %i pages; no page is wider than its window', async (_, pages, options) => {
    const page = await withAxe(await setting.page(options));
    const { url } = setting.stack;
    const addresses = [
      `${url}/console`,
      `${url}/console/sources`,
      `${url}/console/incidents/${world.arabic.incidentId}`,
      `${url}/console/incidents/${world.over.incidentId}`,
      `${url}/console/endpoints/${world.orders.endpointKey}`,
      linkOf(world.arabic, 'silence'),
      `${url}/console/history?list=open`,
      `${url}/console/history?list=2026-01`,
      `${url}/console/access`,
      `${url}/console/incidents/${encodeURIComponent(unreadable.incidentId)}`,
      `${url}/console/nothing-here`,
      `${url}/console/sign-in/sent`,
      `${url}/console/sign-in/${'x'.repeat(43)}`,
      linkOf(world.arabic, 'view', -1),
    ];
    for (const address of addresses.slice(0, pages)) {
      await page.goto(address);
      expect({ address, violations: await violationsIn(page) }).toEqual({ address, violations: [] });
      expect({ address, isTooWide: await isTooWide(page) }).toEqual({ address, isTooWide: false });
    }
    await page.context().close();
  });

  test('Arabic is read from the right, within a page that is read from the left', async () => {
    const page = await setting.page();
    await page.goto(`${setting.stack.url}/console/incidents/${world.arabic.incidentId}`);
    expect(await directionOf(page, 'رقم الطلب غير صالح')).toBe('rtl');
    expect(await page.getByText('Service Unavailable').count()).toBe(0);
    await page.goto(`${setting.stack.url}/console/incidents/${world.orders.incidentId}`);
    expect(await directionOf(page, 'Service Unavailable')).toBe('ltr');
  });
});
