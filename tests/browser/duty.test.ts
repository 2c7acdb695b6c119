import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { putCovers, readCovers } from '../../lib/adapters/dynamodb/covers.ts';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { teamFile } from '../integration/console/team.ts';
import { storeOf } from '../integration/stack.ts';
import { hasBrowser } from './browser.ts';
import { isTooWide, violationsIn, withAxe } from './in-page.ts';
import { type Setting, setTheStage } from './setting.ts';

const withBrowser = hasBrowser ? describe : describe.skip;
const PHONE = { viewport: { width: 390, height: 844 } };
const HOUR_MS = 3_600_000;

withBrowser('who is on duty, in a browser (Linux on x64: the npm package has no other)', () => {
  let setting: Setting;
  let store: Store;
  let page: Page;
  const iso = (inMs: number): string => new Date(Date.now() + inMs).toISOString();
  const stored = async () => (await readCovers(store)).covers;
  beforeAll(async () => {
    setting = await setTheStage({ oncallFile: teamFile() });
    store = storeOf(setting.stack);
    page = await setting.page(PHONE);
    const cover = (id: string, from: number, by: string, reason: string) => ({
      id,
      covered: { person: by === 'omar' ? 'sara' : 'omar' },
      by,
      from: iso(from * HOUR_MS),
      to: iso((from + 20) * HOUR_MS),
      reason,
      createdBy: 'shift-bot (API), says نورة',
      createdAt: iso(-HOUR_MS),
    });
    await putCovers(
      store,
      [
        cover('a', 26, 'omar', 'زفاف أخي في جدة'.repeat(13)),
        cover('b', 50, 'huda', 'x'.repeat(200)),
        { ...cover('c', -60, 'huda', 'a cold'), endedAt: iso(-50 * HOUR_MS), endedBy: 'Sara' },
      ],
      (await readCovers(store)).revision,
    );
  });
  afterAll(async () => {
    store?.client.destroy();
    await setting?.stop();
  });

  test.each(['light', 'dark'] as const)('fits a phone and axe finds nothing, in %s', async (colorScheme) => {
    const context = await setting.context({ ...PHONE, colorScheme });
    await context.addCookies(await page.context().cookies());
    const other = await withAxe(await context.newPage());
    for (const path of ['/console', '/console/duty', '/console/access']) {
      await other.goto(`${setting.stack.url}${path}`);
      for (const width of [320, 390, 700, 1280]) {
        await other.setViewportSize({ width, height: 844 });
        expect({ path, width, isTooWide: await isTooWide(other) }).toEqual({ path, width, isTooWide: false });
      }
      expect(await violationsIn(other)).toEqual([]);
    }
    await context.close();
  });

  test('is taken over with the keyboard alone, and the second time this browser knows who takes over', async () => {
    await page.goto(`${setting.stack.url}/console/duty`);
    await page.getByLabel('I am').focus();
    await page.keyboard.type('Huda');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const said = page.getByRole('status').first();
    expect(await said.innerText()).toContain('Huda covers whoever has the turn at level 1');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('On duty: Huda instead of');
    expect((await stored()).at(-1)).toMatchObject({ by: 'huda', covered: { level: 1 }, createdBy: 'Huda' });

    await page.getByRole('button', { name: /^End: Huda covers whoever has the turn/ }).click();
    expect(await page.getByRole('status').first().innerText()).toContain('It has ended now:');
    await page.getByRole('button', { name: 'For 2 hours' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('On duty: Huda instead of');
  });

  test('a cover goes by the clocks of the team, and what was typed stays where it is refused', async () => {
    await page.goto(`${setting.stack.url}/console/duty`);
    await page.getByLabel('Who stands in').selectOption('huda');
    await page.getByLabel('For whom').selectOption('sara');
    await page.getByLabel('Because').fill('a wedding');
    await page.getByLabel('From (Asia/Riyadh)').fill('2020-01-01T09:00');
    await page.getByRole('button', { name: 'Agree on it' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('The beginning is in the past');
    expect(await page.getByLabel('Because').inputValue()).toBe('a wedding');
  });
});
