import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { monthOf } from '../../lib/domain/incidents/month.ts';
import { hasBrowser } from './browser.ts';
import { evening } from './evening.ts';
import { isTooWide, violationsIn, withAxe } from './in-page.ts';
import { type Setting, setTheStage } from './setting.ts';
import { putAll } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('charts and totals', () => {
  let setting: Setting;
  const { incidents, days, others, orders } = evening();
  beforeAll(async () => {
    setting = await setTheStage();
    await putAll(setting.client, 'incidents', incidents);
    await putAll(setting.client, 'endpoints', [...days, ...others]);
  });
  afterAll(() => setting?.stop());

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['on a phone', { viewport: { width: 390, height: 844 } }],
  ])('axe finds nothing, and no page is wider than its window: %s', async (_, options) => {
    const page = await withAxe(await setting.page(options));
    for (const path of [
      `/console/history?list=${monthOf(Date.parse(orders.openedAt))}`,
      '/console/history?list=year&q=service',
      '/console/history?list=nothing&cause=none',
      `/console/endpoints/${orders.endpointKey}`,
    ]) {
      await page.goto(`${setting.stack.url}${path}`);
      expect({ path, violations: await violationsIn(page) }).toEqual({ path, violations: [] });
      expect({ path, isTooWide: await isTooWide(page) }).toEqual({ path, isTooWide: false });
    }
    await page.context().close();
  });

  test('an endpoint says how fast it was and when it was down, drawn and in words', async () => {
    const page = await setting.page();
    await page.goto(`${setting.stack.url}/console/endpoints/${orders.endpointKey}`);
    const chart = page.getByRole('img', { name: /^Response time by day\. From 219 ms/ });
    expect(await chart.getAttribute('aria-label')).toMatch(/to 312 ms .*\d outages? marked\.$/);
    const marked = await chart.locator('rect').count();
    expect(marked).toBeGreaterThan(0);
    await page.getByText(`${marked} outage`, { exact: false }).first().click();
    expect(await page.locator('figure.chart li').count()).toBe(marked);
    await page.context().close();
  });
});
