import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { LIVE_MS, LIVE_SCRIPT } from '../../lib/console/view/live.ts';
import { documented, post } from '../integration/flavours.ts';
import { hasBrowser, signedInPage } from './browser.ts';
import { evening } from './evening.ts';
import { idle, lookAgain, openMore } from './live-page.ts';
import { type Setting, setTheStage } from './setting.ts';
import { done, incidentOf, putAll } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;
const KILOBYTE = 1024;

test('the one script is at most 1 KB', () => {
  expect(Buffer.byteLength(LIVE_SCRIPT)).toBeLessThanOrEqual(KILOBYTE);
});

withBrowser('a page that is looked at', () => {
  let setting: Setting;
  let page: Page;
  const refusals: string[] = [];
  const { incidents, notifications, entries, orders, others } = evening();
  let number = 0;

  beforeAll(async () => {
    process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
    setting = await setTheStage();
    await putAll(setting.client, 'incidents', incidents);
    await putAll(setting.client, 'notifications', notifications);
    await putAll(setting.client, 'timeline', entries);
    await putAll(setting.client, 'endpoints', others);
  });
  afterAll(() => setting?.stop());
  beforeEach(async () => {
    page = await setting.page();
    page.on('console', (message) => {
      if (message.type() === 'error') refusals.push(message.text());
    });
    page.on('pageerror', (error) => refusals.push(String(error)));
  });
  afterEach(async () => {
    await page.context().close();
    expect(refusals.splice(0)).toEqual([]);
  });

  const open = (path: string) => page.goto(`${setting.stack.url}${path}`);
  const incident = () => open(`/console/incidents/${orders.incidentId}`);
  const section = (name: string) => page.getByRole('region', { name });
  const anotherFails = async () => {
    number += 1;
    await putAll(setting.client, 'incidents', [
      incidentOf({ endpoint: `https://live${number}.example/hooks/orders`, since: 1 }),
    ]);
  };
  const somebodyNotes = async (text: string) => {
    number += 1;
    await putAll(setting.client, 'timeline', [
      done(orders, -number / 1000, 'note', 'Huda', { reason: text }),
    ]);
  };

  test('the policy allows this script alone, by its hash', async () => {
    const policy = (await open('/console'))?.headers()['content-security-policy'];
    const hash = createHash('sha256').update(LIVE_SCRIPT).digest('base64');
    expect(policy).toContain(`script-src 'sha256-${hash}';`);
    expect(await page.locator('script').count()).toBe(1);
  });

  test('home, its title and its icon follow what happens', async () => {
    await open('/console');
    const iconOf = () => page.locator('link[rel=icon]').getAttribute('href');
    const [title, icon] = [await page.title(), await iconOf()];
    const [, before = ''] = /^\((\d+)\) /.exec(title) ?? [];
    await anotherFails();
    expect(await lookAgain(page)).toBe(200);
    expect(await page.title()).toContain(`(${Number(before) + 1}) `);
    expect(await section('Open incidents').innerText()).toContain(`live${number}.example`);
    expect(await iconOf()).not.toBe(icon);
  });

  test('nothing changed is a 304 without a page', async () => {
    await open('/console/history'); // no live page
    expect(await page.locator('script').count()).toBe(0);
    await incident();
    await page.clock.install();
    await page.evaluate("void document.querySelector('main').setAttribute('data-seen', '')");
    const statuses = [await lookAgain(page), await lookAgain(page)];
    // At a new minute the page says another time, and is another page.
    if (statuses[1] === 200) statuses.push(await lookAgain(page));
    expect(statuses.at(-1)).toBe(304);
    expect(await page.locator('#live').isHidden()).toBe(true);
  });

  test('it is fetched by the clock, and not at all while it is hidden', async () => {
    const requests: string[] = [];
    await page.clock.install();
    await open('/console');
    page.on('request', (request) => requests.push(request.url()));
    await Promise.all([page.waitForResponse(page.url()), page.clock.runFor(LIVE_MS + 10)]);
    await idle(page);
    expect(requests).toHaveLength(1);
    await page.evaluate("void Object.defineProperty(document, 'hidden', { value: true })");
    await page.clock.runFor(LIVE_MS * 3);
    expect(requests).toHaveLength(1);
  });

  test('what is typed stays, with the cursor in it, while all around is renewed', async () => {
    await incident();
    await openMore(page, 'Leave a note');
    const note = page.getByLabel('Note', { exact: true });
    await note.pressSequentially('The rack is ba');
    await somebodyNotes('I am in the data centre');
    await putAll(setting.client, 'incidents', [{ ...orders, count: orders.count + 5 }]);
    await lookAgain(page);
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain(`At least ${orders.count + 5} events lost`);
    expect(await section('Time-line').innerText()).toContain('I am in the data centre');
    await page.keyboard.type('ck');
    expect(await note.inputValue()).toBe('The rack is back');
    await page.getByLabel('Your name').last().blur();
    await somebodyNotes('I left it');
    await lookAgain(page);
    expect(await section('Time-line').innerText()).toContain('I left it');
    expect(await note.inputValue()).toBe('The rack is back');
  });

  test('a box that is ticked stays ticked, a choice stays chosen', async () => {
    await incident();
    await openMore(page, 'Silence it');
    const until = page.getByLabel('Until', { exact: false }).first();
    const choices = await until
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    await until.selectOption(choices.at(-1) ?? '');
    await page.evaluate(
      "void document.querySelector('section.acts form').insertAdjacentHTML('beforeend', '<input type=checkbox aria-label=Tick>')",
    );
    await page.getByLabel('Tick').check();
    await page.getByRole('heading', { level: 1 }).click();
    await somebodyNotes('a choice');
    await lookAgain(page);
    expect(await section('Time-line').innerText()).toContain('a choice');
    expect(await until.inputValue()).toBe(choices.at(-1));
    expect(await page.getByLabel('Tick').isChecked()).toBe(true);
  });

  test('details stay open, or closed, as somebody left them, and the page stays where it was', async () => {
    await incident();
    await page.getByText('The incident as it is stored').click();
    await page.evaluate('scrollTo(0, 500)');
    await putAll(setting.client, 'incidents', [{ ...orders, count: orders.count + 1 }]);
    await lookAgain(page);
    expect(await page.locator('#raw ~ details').innerText()).toContain(`"count": ${orders.count + 1}`);
    expect(await page.evaluate('scrollY')).toBe(500);
  });

  test('what is selected stays selected', async () => {
    await incident();
    await page.evaluate("void getSelection().selectAllChildren(document.querySelector('pre'))");
    const selected = await page.evaluate("getSelection() + ''");
    expect(selected).toContain('curl');
    await putAll(setting.client, 'incidents', [{ ...orders, cause: 'crashed' }]);
    await somebodyNotes('while selecting');
    await lookAgain(page);
    expect(await page.evaluate("getSelection() + ''")).toBe(selected);
    expect(await section('Time-line').innerText()).toContain('while selecting');
  });

  test('a server that fails, or cannot be reached, is said, and what was shown stays', async () => {
    await open('/console');
    const silent = page.locator('#live');
    for (const refuse of [{ status: 500, body: '<main id="main">no</main>' }, undefined]) {
      const shown = await page.getByRole('main').innerText(); // the first turn ends with a page that says a later time
      await page.route(page.url(), (route) => (refuse ? route.fulfill(refuse) : route.abort()));
      const asked = refuse ? page.waitForEvent('requestfinished') : page.waitForEvent('requestfailed');
      await page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))");
      await asked;
      await idle(page);
      expect(await silent.innerText()).toBe('Not refreshed since then: reload the page.');
      expect(await page.getByRole('main').innerText()).toBe(shown);
      await page.unroute(page.url());
      await lookAgain(page);
      expect(await silent.isHidden()).toBe(true);
    }
    refusals.length = 0; // the browser's own words of it
  });

  test('who was signed out meanwhile keeps what was shown, and is told', async () => {
    await incident();
    await openMore(page, 'Leave a note');
    await page.getByLabel('Note', { exact: true }).fill('half a note');
    await page.context().clearCookies();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))");
    await page.locator('#live').waitFor();
    expect(asked).toEqual([new URL(page.url()).pathname, '/console/sign-in']);
    await page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))");
    expect(asked).toHaveLength(2);
    expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('half a note');
    expect(page.url()).toContain(orders.incidentId);
  });

  test('a page that refused a form does not refresh: what was typed is not at its address', async () => {
    await incident();
    await openMore(page, 'Leave a note');
    await page.getByLabel('Note', { exact: true }).evaluate((one) => one.removeAttribute('required'));
    await page.locator('input').evaluateAll((all) => {
      for (const one of all) one.removeAttribute('required');
    });
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('script').count()).toBe(0);
    refusals.length = 0; // a 400 is said by the browser too
  });

  test('without scripts everything works', async () => {
    const context = await setting.context({ javaScriptEnabled: false });
    const plain = await signedInPage(context, await setting.stack.signInUrl());
    await plain.goto(`${setting.stack.url}/console/incidents/${orders.incidentId}`);
    await plain.getByLabel('Your name').first().fill('Nadia');
    await plain.getByRole('button', { name: 'I am on it' }).click();
    expect(await plain.getByRole('status').first().innerText()).toContain('Nadia');
    await plain.context().close();
  });

  test('the inbox shows what comes, without losing what is selected in it', async () => {
    await page.goto(setting.stack.inboxUrl);
    await post(setting.stack.webhookUrl, documented('/hooks/orders'));
    await setting.stack.sweep();
    await lookAgain(page);
    const mails = page.locator('article');
    const first = await mails.count();
    expect(first).toBeGreaterThan(0);
    await page.evaluate("void getSelection().selectAllChildren(document.querySelector('article pre'))");
    const selected = await page.evaluate("getSelection() + ''");
    await post(setting.stack.webhookUrl, documented('/hooks/menu'));
    await setting.stack.sweep();
    await lookAgain(page);
    expect(await mails.count()).toBeGreaterThan(first);
    expect(await page.evaluate("getSelection() + ''")).toBe(selected);
    expect(await page.title()).toContain(`(${await mails.count()}) `);
  });
});
