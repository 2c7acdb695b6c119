import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { screenshotsCommand } from '../../cli/commands/for-developers.ts';
import { run } from '../../cli/commands/run.ts';
import { clientOf } from '../integration/client.ts';
import { documented, post, until } from '../integration/flavours.ts';
import { startTestStack } from '../integration/stack.ts';
import { launch, signedInPage } from './browser.ts';
import { evening } from './evening.ts';
import { incidentOf, putAll } from './world.ts';

/* The pictures of docs/images, from the real stack in a real browser. */
const IMAGES = join(__dirname, '../../docs/images');
const LIMIT_BYTES = 150_000;
const DAY = 24 * 60; // in minutes

const THEMES: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1000, height: 860 } },
  dark: { viewport: { width: 1000, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 } },
};

const main = async (): Promise<void> => {
  mkdirSync(IMAGES, { recursive: true });
  const [stack, browser] = await Promise.all([startTestStack(), launch()]);
  const files: string[] = [];
  const shot = (name: string): string => {
    const path = join(IMAGES, `${name}.png`);
    files.push(path);
    return path;
  };
  try {
    await post(stack.webhookUrl, documented('/hooks/orders'));
    await until('the messages', () => stack.sns.deliveries().length >= 2);
    const inbox = await (await browser.newContext({ viewport: { width: 900, height: 1000 } })).newPage();
    await inbox.goto(stack.inboxUrl);
    await inbox.screenshot({ path: shot('inbox') });

    const { incidents, notifications, entries, days, others, orders, arabic } = evening();
    const client = clientOf(stack.dynamodbEndpoint);
    // What was posted for the inbox becomes history, in place.
    const posted = incidentOf({
      endpoint: 'https://api.shop.example/hooks/orders',
      since: 61 * DAY,
      last: 61 * DAY - 5,
      resolved: 61 * DAY - 30,
      resolution: 'person',
    });
    await putAll(client, 'incidents', [...incidents, posted]);
    await putAll(client, 'notifications', notifications);
    await putAll(client, 'timeline', entries);
    await putAll(client, 'endpoints', [...days, ...others]);
    client.destroy();
    const pages = {
      home: '/console',
      incident: `/console/incidents/${orders.incidentId}`,
      arabic: `/console/incidents/${arabic.incidentId}#notifications`,
      endpoint: `/console/endpoints/${orders.endpointKey}`,
      history: '/console/history',
      sources: '/console/sources',
      access: '/console/access',
    };
    for (const [result, options] of Object.entries(THEMES)) {
      const context = await browser.newContext(options);
      const page = await signedInPage(context, await stack.signInUrl());
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${stack.url}${path}`);
        await page.screenshot({ path: shot(`${name}-${result}`) });
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await stack.stop();
  }
  const large = files.filter((file) => statSync(file).size > LIMIT_BYTES);
  process.stdout.write(
    `${files.length} pictures; over ${LIMIT_BYTES / 1000} KB: ${large.join(', ') || 'none'}\n`,
  );
};

run(screenshotsCommand(), main).then(() => process.exit());
