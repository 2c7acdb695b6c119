import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Incident, incidentIdOf } from '../../lib/domain/incidents/incident.ts';
import { signLink } from '../../lib/domain/security/signed-link.ts';
import { incidents as stored } from '../integration/stack.ts';
import { brokenWords } from './broken-words.ts';
import { hasBrowser } from './browser.ts';
import { evening } from './evening.ts';
import { isTooWide, violationsIn, withAxe } from './in-page.ts';
import { isInReach } from './in-reach.ts';
import { longestIncident } from './longest-incident.ts';
import { type Setting, setTheStage } from './setting.ts';
import { incidentOf, putAll } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;
const PHONE = { viewport: { width: 390, height: 844 } };
const WIDTHS = [320, 390, 480, 600, 641, 700, 768, 900, 1280];

withBrowser('at hand (Linux on x64: the npm package has no other browser)', () => {
  let setting: Setting;
  const world = evening();
  const { longest, notifications, entries } = longestIncident();

  const many = Array.from({ length: 12 }, (_, index) =>
    incidentOf({
      endpoint: `https://pos.sufra.example/storm/${index}/orders`,
      since: 5 + index,
      count: index + 1,
    }),
  );

  beforeAll(async () => {
    process.env['PENDING_AGE_S'] = '0';
    setting = await setTheStage();
    const { client } = setting;
    await putAll(client, 'incidents', [...world.incidents, longest]);
    await putAll(client, 'notifications', [...world.notifications, ...notifications]);
    await putAll(client, 'timeline', [...world.entries, ...entries]);
    await putAll(client, 'endpoints', world.days);
  });
  afterAll(() => setting?.stop());

  const pathOf = ({ incidentId }: Incident) => `${setting.stack.url}/console/incidents/${incidentId}`;
  const now = async ({ endpointKey, number }: Incident) =>
    (await stored(setting.stack)).find((one) => one.incidentId === incidentIdOf({ endpointKey, number }));
  test.each([PHONE, { viewport: { width: 360, height: 640 } }, { viewport: { width: 320, height: 568 } }])(
    'on a phone ($viewport.width px) the action is in reach at the longest incident, wherever the page stands',
    async (options) => {
      const page = await setting.page(options);
      await page.goto(pathOf(longest));
      expect(await isTooWide(page)).toBe(false);
      for (const share of [0, 0.3, 0.7, 1]) {
        await page.evaluate(`scrollTo(0, document.documentElement.scrollHeight * ${share})`);
        expect([share, await isInReach(page, 'I am on it')]).toEqual([share, true]);
        expect([share, await isInReach(page, 'It works again')]).toEqual([share, true]);
      }
      // What lies at the end of the page is not hidden behind it.
      const foot = await page.locator('.foot').boundingBox();
      const bar = await page.locator('.acts').boundingBox();
      expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
      await page.context().close();
    },
  );

  test('the verdict, what was lost and who is alerted stand before the first step, and the facts after it', async () => {
    const page = await setting.page(PHONE);
    await page.goto(pathOf(world.orders));
    const message = await page.getByRole('main').innerText();
    const order = [
      'has been failing',
      'Our own probe got 503 too',
      'At least 31 events lost',
      'Do first',
      'Facts',
      'Time-line',
      'Notifications',
    ];
    const places = order.map((words) => message.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
    await page.context().close();
  });

  test('the name is asked once: then one tap acknowledges, on the incident and behind a link in a mail', async () => {
    const page = await setting.page(PHONE);
    await page.goto(pathOf(world.orders));
    await page.getByLabel('Your name').first().fill('سارة');
    await page.getByRole('button', { name: 'I am on it' }).click();
    await page.goto(pathOf(longest));
    await page.getByRole('button', { name: 'I am on it' }).click();
    expect(await now(longest)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'سارة' });

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(pathOf(longest));
    await page.goto(
      signLink(setting.stack.url, setting.stack.linkSecret, {
        incidentId: world.arabic.incidentId,
        purpose: 'acknowledge',
        expiresAt: new Date(Date.now() + 60_000),
      }),
    );
    expect(await page.getByLabel('Your name').inputValue()).toBe(''); // whoever signs out is forgotten
    await page.getByLabel('Your name').fill('هدى');
    await page.getByRole('button', { name: 'I am on it' }).click();
    await page.goto(
      signLink(setting.stack.url, setting.stack.linkSecret, {
        incidentId: world.menu.incidentId,
        purpose: 'acknowledge',
        expiresAt: new Date(Date.now() + 60_000),
      }),
    );
    expect(await page.getByLabel('Your name').inputValue()).toBe('هدى');
    await page.context().close();
  });

  test('many are chosen on home and acknowledged in one act; without a choice it says what to do', async () => {
    await putAll(setting.client, 'incidents', many);
    const page = await setting.page(PHONE);
    await page.goto(`${setting.stack.url}/console`);
    await page.getByLabel('Your name').fill('Sara');
    await page.getByRole('button', { name: 'Acknowledge the chosen' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Choose at least one');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Sara');
    await page.goto(`${setting.stack.url}/console`);
    await page.getByRole('link', { name: 'Choose all' }).click();
    await page.getByLabel('Your name').fill('Sara');
    await page.getByRole('button', { name: 'Acknowledge the chosen' }).click();
    expect(await page.getByRole('status').innerText()).toMatch(/^12 of 12 acknowledged\./);
    const all = await stored(setting.stack);
    expect(all.filter(({ acknowledgedBy }) => acknowledgedBy === 'Sara')).toHaveLength(12);

    await page.getByRole('checkbox').first().check();
    await page.getByRole('checkbox').nth(1).check();
    await page.getByText('Silence the chosen').click();
    await page.getByLabel('Until').selectOption('8h');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Say why');
    expect(await page.getByLabel('Until').inputValue()).toBe('8h');
    await page.context().close();
  });

  test('a form that is wrong keeps what was typed and says what its field takes', async () => {
    const page = await setting.page();
    await page.goto(`${setting.stack.url}/console/access`);
    await page.getByLabel('For whom or what').fill('Pager Bridge');
    await page.getByLabel('May').selectOption('act');
    await page.getByLabel('For how many days').fill('30');
    await page.getByLabel('Your name').fill('Sara');
    await page.getByRole('button', { name: 'Make a token' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('a–z, 0–9 and hyphen, such as pager-bridge');
    const typed = ['For whom or what', 'May', 'For how many days', 'Your name'].map((label) =>
      page.getByLabel(label).inputValue(),
    );
    expect(await Promise.all(typed)).toEqual(['Pager Bridge', 'act', '30', 'Sara']);
    await page.goto(`${setting.stack.url}/console/sources`);
    await page.getByLabel('Name', { exact: true }).fill('Riyadh!');
    await page.getByRole('button', { name: 'Show its URL' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Riyadh!');
    await page.context().close();
  });

  test('an error leads on: its page has the navigation, with the test alert in it', async () => {
    const page = await setting.page();
    for (const path of ['/console/nowhere', '/act/x/acknowledge?e=1&s=x']) {
      await page.goto(`${setting.stack.url}${path}`);
      const names = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts();
      expect(names).toEqual(['Now', 'History', 'Sources', 'Test alert', 'Access']);
    }
    await page.goto(`${setting.stack.url}/console`);
    await page.getByRole('link', { name: 'Inbox of this laptop' }).click();
    await page.getByRole('link', { name: 'Console' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/failing/);
    await page.context().close();
  });

  describe('on every page', () => {
    let pages: Page[];
    beforeAll(async () => {
      const first = await setting.page({ viewport: { width: WIDTHS[0] ?? 0, height: 844 } });
      const { url } = setting.stack;
      const addresses = [
        `${url}/console`,
        `${url}/console/history`,
        `${url}/console/access`,
        `${url}/console/sources`,
        `${url}/console/test-alert`,
        `${url}/console/endpoints/${world.orders.endpointKey}`,
        pathOf(longest),
        pathOf(world.orders),
      ];
      pages = await Promise.all(
        addresses.map(async (address, index) => {
          const page = index === 0 ? first : await first.context().newPage();
          await page.goto(address);
          return page;
        }),
      );
    });
    afterAll(() => pages[0]?.context().close());

    test.each(WIDTHS)('no short word is broken at %i px', async (width) => {
      for (const page of pages) {
        await page.setViewportSize({ width, height: 844 });
        expect([page.url(), await brokenWords(page), await isTooWide(page)]).toEqual([page.url(), [], false]);
      }
    });
  });

  test('the measure sees words that are broken: cells that break anywhere, as they were', async () => {
    const page = await setting.page({ viewport: { width: 641, height: 844 } });
    await page.goto(pathOf(longest));
    await page.evaluate(
      "for (const { style } of document.querySelectorAll('th,td')) Object.assign(style, { overflowWrap: 'anywhere', whiteSpace: 'normal', minWidth: '0' })",
    );
    expect(await brokenWords(page)).not.toEqual([]);
    await page.context().close();
  });

  test('axe finds nothing on what is new', async () => {
    for (const options of [PHONE, { viewport: { width: 1000, height: 860 }, colorScheme: 'dark' as const }]) {
      const page = await withAxe(await setting.page(options));
      const { url } = setting.stack;
      for (const address of [
        pathOf(longest),
        pathOf(world.orders),
        `${url}/console?chosen=all`,
        `${url}/console/test-alert`,
        `${url}/console/nowhere`,
      ]) {
        await page.goto(address);
        expect([address, await violationsIn(page)]).toEqual([address, []]);
      }
      const visitor = await withAxe(await (await setting.context(options)).newPage());
      await visitor.goto(`${url}/console/sign-in`);
      await visitor.getByRole('button', { name: 'Mail me a link' }).click();
      expect(await violationsIn(visitor)).toEqual([]);
      await page.context().close();
      await visitor.context().close();
    }
  });
});
