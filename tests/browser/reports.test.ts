import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { weekRule } from '../../lib/domain/reports/send-time.ts';
import { weekAt, weekBefore } from '../../lib/domain/reports/week.ts';
import { hasBrowser } from './browser.ts';
import { isTooWide, violationsIn, withAxe } from './in-page.ts';
import { type Setting, setTheStage } from './setting.ts';
import { storedWeek } from './week.ts';
import { putAll } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;
/** For who looks at them: a folder for pictures. */
const SHOTS = process.env['SHOTS'];
const RULE = weekRule({ weeklyReport: 'monday 09:00', timeZone: 'Asia/Riyadh' });

withBrowser('weekly reports', () => {
  let setting: Setting;
  /** The week before the last, which no hour of today is near; and one of which nothing is stored. */
  const week = weekBefore(weekAt(Date.now(), RULE), 2, RULE);
  const before = weekBefore(week, 6, RULE);
  const { incidents, entries, endpoints, late } = storedWeek(week);
  beforeAll(async () => {
    setting = await setTheStage();
    await putAll(setting.client, 'incidents', incidents);
    await putAll(setting.client, 'timeline', entries);
    await putAll(setting.client, 'endpoints', endpoints);
  });
  afterAll(() => setting?.stop());

  const open = (page: Page, path: string) => page.goto(`${setting.stack.url}/console/reports${path}`);
  const main = (page: Page) => page.getByRole('main').innerText();

  test.each<[string, BrowserContextOptions]>([
    ['light', { viewport: { width: 1000, height: 860 } }],
    ['dark', { viewport: { width: 1000, height: 860 }, colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 844 } }],
    ['on a phone in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ])('axe finds nothing, and no page is wider than its window: %s', async (name, options) => {
    const page = await withAxe(await setting.page(options));
    for (const path of ['', `/${week.name}`, `/${before.name}`, '/2031-W01']) {
      await open(page, path);
      expect({ path, violations: await violationsIn(page) }).toEqual({ path, violations: [] });
      expect({ path, isTooWide: await isTooWide(page) }).toEqual({ path, isTooWide: false });
      if (SHOTS !== undefined)
        await page.screenshot({ path: `${SHOTS}/${name}${path.replace('/', ' ')}.png`, fullPage: true });
    }
    await page.context().close();
  });

  test('the list leads to each week, and a week to its incidents, its endpoints and its neighbours', async () => {
    const page = await setting.page();
    await page.goto(`${setting.stack.url}/console/history`);
    await page.getByRole('link', { name: 'Weekly reports' }).click();
    await page.getByRole('link', { name: new RegExp(`^Week ${Number(week.name.slice(6))}$`) }).click();
    expect(page.url()).toBe(`${setting.stack.url}/console/reports/${week.name}`);
    const text = await main(page);
    expect(text).toMatch(/Incidents\s+4/);
    expect(text).toMatch(/Events lost\s+at least 42/);
    expect(text).toContain('Subscribers of level 1: 5 SMS, 5 of them at night (22:00 to 07:00)');
    expect(text).toContain('Answered 1960 of 1968 probes (99.59 %)');
    expect(text).toContain('Answered 0 of 40 probes');
    await page.getByRole('link', { name: late, exact: true }).click();
    expect(page.url()).toBe(`${setting.stack.url}/console/incidents/${late}`);
    await page.goBack();
    await page.getByRole('navigation', { name: 'Weeks' }).getByRole('link').first().click();
    expect(page.url()).toBe(`${setting.stack.url}/console/reports/${weekBefore(week, 1, RULE).name}`);
    await page.context().close();
  });

  test('a week of which nothing is stored invents nothing', async () => {
    const page = await setting.page();
    await open(page, `/${before.name}`);
    const text = await main(page);
    expect(text).toMatch(/Incidents\s+0/);
    expect(text).toMatch(/To acknowledge\s+–/);
    expect(text).toContain('Not probed');
    expect(text).not.toMatch(/\d %/);
    expect(text).toContain('Nobody: no SMS was sent to anybody.');
    expect(text).toContain('Nothing stands out.');
    await page.context().close();
  });

  test('what is printed is dark on white, without navigation, and all of the report', async () => {
    const page = await setting.page({ colorScheme: 'dark' });
    await open(page, `/${week.name}`);
    await page.emulateMedia({ media: 'print' });
    const ink = (of: string) => page.evaluate(`getComputedStyle(document.querySelector('${of}')).color`);
    expect([await ink('dt'), await ink('main a')]).toEqual(['rgb(102, 98, 90)', 'rgb(31, 79, 143)']);
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    expect(await page.getByRole('region', { name: 'By endpoint' }).isVisible()).toBe(true);
    if (SHOTS !== undefined) await page.pdf({ path: `${SHOTS}/print.pdf` });
    await page.context().close();
  });
});
