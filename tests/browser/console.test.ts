import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { scan, incidents as stored } from '../integration/stack.ts';
import { hasBrowser } from './browser.ts';
import { evening } from './evening.ts';
import { type Setting, setTheStage } from './setting.ts';
import { putAll } from './world.ts';

const withBrowser = hasBrowser ? describe : describe.skip;

withBrowser('in a browser (Linux on x64: the npm package has no other)', () => {
  let setting: Setting;
  let page: Page;
  const { incidents, notifications, entries, days, orders, menu, arabic } = evening();

  beforeAll(async () => {
    process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
    setting = await setTheStage();
    await putAll(setting.client, 'incidents', incidents);
    await putAll(setting.client, 'notifications', notifications);
    await putAll(setting.client, 'timeline', entries);
    await putAll(setting.client, 'endpoints', days);
  });
  afterAll(() => setting?.stop());

  const now = async ({ incidentId }: Incident) =>
    (await stored(setting.stack)).find((one) => one.incidentId === incidentId);
  const open = (path: string) => page.goto(`${setting.stack.url}${path}`);
  const openIncident = ({ incidentId }: Incident) => open(`/console/incidents/${incidentId}`);
  const more = () => page.getByLabel('More to do').click();
  const headline = () => page.getByRole('heading', { level: 1 }).innerText();
  const mailedLinks = () =>
    setting.stack.sns
      .deliveries()
      .flatMap(({ protocol, body }) =>
        protocol === 'email' ? (/http\S+\/sign-in\/\S+/.exec(body)?.[0] ?? []) : [],
      );

  test('who pastes the webhook URL into a browser reads what it takes', async () => {
    const visitor = await (await setting.context()).newPage();
    const answer = await visitor.goto(setting.stack.webhookUrl);
    expect(answer?.status()).toBe(405);
    expect(await visitor.locator('body').innerText()).toContain('this URL accepts POST only');
    await visitor.close();
  });

  test('a link to sign in goes by email alone, works once, and only where it was asked for', async () => {
    page = await (await setting.context()).newPage();
    await open('/console/history?list=2026-01');
    expect(await headline()).toBe('Sign in');
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    expect(await headline()).toBe('Look into your mail');

    const [link = ''] = mailedLinks();
    const token = /sign-in\/([\w-]+)/.exec(link)?.[1] ?? 'none';
    expect(setting.stack.sns.deliveries().map(({ protocol }) => protocol)).toEqual(['email']);
    const { default: machines } = JSON.parse(setting.stack.sns.publishes[0]?.request.message ?? '{}');
    expect(machines).not.toContain(token);
    expect(JSON.stringify(await scan(setting.stack, 'control'))).not.toContain(token);

    const elsewhere = await (await setting.context()).newPage();
    await elsewhere.goto(link);
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    expect(await elsewhere.getByRole('heading', { level: 1 }).innerText()).toBe(
      'This link does not work here',
    );

    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(page.url()).toBe(`${setting.stack.url}/console/history?list=2026-01`);
    expect(await headline()).toBe('January 2026');
    const again = await page.request.post(link, { headers: { origin: setting.stack.url } });
    expect(again.status()).toBe(403);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  });

  test('whoever asks again soon is told of the link that was mailed already', async () => {
    const visitor = await (await setting.context()).newPage();
    const before = mailedLinks().length;
    for (const said of ['A link is on its way', 'A link was mailed a short while ago']) {
      await visitor.goto(`${setting.stack.url}/console/sign-in`);
      await visitor.getByRole('button', { name: 'Mail me a link' }).click();
      expect(await visitor.getByRole('main').innerText()).toContain(said);
    }
    expect(mailedLinks()).toHaveLength(before + 1);
    await visitor.close();
  });

  test('home says what is failing, the most urgent first, and what is next', async () => {
    await open('/console');
    expect(await headline()).toBe('3 webhooks are failing');
    const rows = page.getByRole('region', { name: 'Open incidents' }).getByRole('listitem');
    expect(await rows.count()).toBe(3);
    expect(await rows.first().innerText()).toMatch(
      /Orders webhook[\s\S]*at least 31 events lost[\s\S]*next reminder/i,
    );
  });

  test('an incident says what both witnesses saw, and an endpoint how each day was', async () => {
    await openIncident(orders);
    const facts = await page.getByRole('main').innerText();
    expect(facts).toContain('(HTTP 503). Our own probe got 503 too.');
    expect(facts).toMatch(/How sure\s+certain\s+Flavours\s+Flavours says that a server answers/);
    expect(facts).toMatch(/Our probe\s+.*HTTP 503 to GET in 88 ms/);
    await open(`/console/endpoints/${orders.endpointKey}`);
    const rows = page.getByRole('region', { name: 'Day by day' }).locator('tbody tr');
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
    );
    expect(cells).toEqual([
      ['81.19 %', '312 ms', '31', '569, 94.83 %'],
      ['100 %', '226 ms', '0', '1204, 100 %'],
      ['97.22 %', '219 ms', '58', 'not reported'],
    ]);
  });

  test('notifications are filtered, and read page by page', async () => {
    await openIncident(orders);
    const rows = page.getByRole('region', { name: 'Notifications' }).locator('tbody tr');
    expect(await rows.count()).toBe(15);
    await page.getByRole('link', { name: 'Older' }).click();
    expect(await rows.count()).toBe(15);
    await page.getByRole('link', { name: 'Older' }).click();
    expect(await rows.count()).toBe(1);
    await page.getByLabel('Source').selectOption('jeddah');
    await page.getByRole('button', { name: 'Filter' }).click();
    expect(await rows.allInnerTexts()).toEqual(await rows.filter({ hasText: 'jeddah' }).allInnerTexts());
    await page.getByLabel('Text').fill('no such text');
    await page.getByRole('button', { name: 'Filter' }).click();
    expect(await page.getByText('No notification of this incident fits the filter.').count()).toBe(1);
  });

  test('acknowledge: with a name, which is remembered; the second time changes nothing', async () => {
    await openIncident(orders);
    await page.getByLabel('Your name').first().fill('  نورة ');
    await page.getByRole('button', { name: 'I am on it' }).click();
    expect(await page.getByRole('status').innerText()).toContain('Acknowledged by نورة for 30 min.');
    expect(await now(orders)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'نورة' });
    const { version } = (await now(orders)) ?? {};
    await page.getByRole('button', { name: 'Acknowledge again' }).click();
    expect(await page.getByRole('status').innerText()).toContain('nothing changed');
    expect(await now(orders)).toMatchObject({ version });
    await openIncident(arabic);
    expect(await page.getByLabel('Your name').count()).toBe(0);
    await more();
    expect(await page.getByText('You act as').innerText()).toContain('نورة');
    await page.getByRole('link', { name: 'Use another name' }).click();
    expect(await page.getByLabel('Your name').first().inputValue()).toBe('نورة');
  });

  test('silence: needs a reason, has an end, and can be ended', async () => {
    await openIncident(arabic);
    await more();
    await page.getByText('Silence it').click();
    await page.getByLabel('Until').selectOption('4h');
    await page.getByLabel('Why nobody need be woken').fill('   ');
    await page.getByRole('button', { name: 'Silence' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Say why');
    expect(await page.getByLabel('Until').inputValue()).toBe('4h'); // what was chosen stays
    await page.getByLabel('Why nobody need be woken').fill('They deploy until noon');
    await page.getByRole('button', { name: 'Silence' }).click();
    expect(await page.getByRole('main').innerText()).toMatch(
      /Silenced\s+By نورة until[\s\S]*They deploy until noon/,
    );
    await open(`/console/endpoints/${arabic.endpointKey}`);
    await page.getByRole('button', { name: 'End the silence' }).click();
    expect(await page.getByRole('status').innerText()).toContain('ended the silence');
  });

  test('a note, and resolving: both stand in the time-line with who and when', async () => {
    await openIncident(menu);
    await more();
    await page.getByText('Leave a note').click();
    await page.getByLabel('Note', { exact: true }).fill('The certificate is renewed\nThe others end in May');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByRole('button', { name: 'It works again' }).click();
    expect(await headline()).toMatch(/^Products webhook was failing for 3 h/);
    const line = await page.getByRole('region', { name: 'Time-line' }).innerText();
    expect(line).toMatch(
      /نورة closed it[\s\S]*نورة noted: The certificate is renewed\nThe others end in May[\s\S]*Faisal acknowledged it/,
    );
    expect(await now(menu)).toMatchObject({ state: 'resolved', resolvedBy: 'نورة' });
  });

  test('exports come as files', async () => {
    await openIncident(orders);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('notifications.csv');
    await open('/console/history?list=open');
    const [lines] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'NDJSON' }).click(),
    ]);
    expect(lines.suggestedFilename()).toBe('incidents.ndjson');
  });

  test('a webhook URL is shown by one more click, and is the one that receive takes', async () => {
    await open('/console/sources');
    expect(await page.content()).not.toContain('/hooks/main/');
    await page.getByRole('button', { name: 'Show the URL of main' }).click();
    expect(await page.locator('pre').first().innerText()).toBe(setting.stack.webhookUrl);
    expect(page.url()).toBe(`${setting.stack.url}/console/sources`);
  });

  test('a test alert goes the whole way, from our own webhook to both channels', async () => {
    await open('/console/test-alert');
    await page.getByRole('button', { name: 'Send the test alert' }).click();
    expect(await headline()).toBe('The test alert is on its way');
    await setting.stack.sweep();
    await page.getByRole('link', { name: 'Look again' }).click();
    expect(await headline()).toBe('The test alert is out');
    expect(await page.getByRole('main').innerText()).toMatch(/Email\s+SNS accepted[\s\S]*SMS\s+SNS accepted/);
    await page.getByRole('button', { name: 'Close the test' }).click();
    expect(await headline()).toBe('2 webhooks are failing'); // the test is none of them
    expect(await page.getByText('Test alerts').count()).toBe(0);
  });

  test('a link from elsewhere opens the page, although the browser keeps the cookie back at first', async () => {
    await page.goto(`data:text/html,<a href="${setting.stack.url}/console/sources">go</a>`);
    await page.getByRole('link', { name: 'go' }).click();
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
  });

  test('a form of another page cannot act', async () => {
    const before = await now(orders);
    await page.goto(
      `data:text/html,<form method="post" action="${setting.stack.url}/console/incidents/${orders.incidentId}/act"><input name="actor" value="x"><button name="kind" value="resolve">go</button></form>`,
    );
    await page.getByRole('button', { name: 'go' }).click();
    expect(await headline()).toBe('Not from here');
    expect(await now(orders)).toEqual(before);
  });

  test('signed out, the session is gone from the table too', async () => {
    await open('/console');
    const [cookie] = await page.context().cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await headline()).toBe('Sign in');
    const answer = await fetch(`${setting.stack.url}/console`, {
      headers: { cookie: `session=${cookie?.value}` },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
  });
});
