import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Stack, StackOptions } from '../../local/stack/stack.ts';
import { clientOf } from '../integration/client.ts';
import { signedInCookie } from '../integration/console/signed-in.ts';
import { startTestStack } from '../integration/stack.ts';
import { launch } from './browser.ts';

/** A stack, a browser, and what has to be stopped. */
export type Setting = {
  stack: Stack;
  browser: Browser;
  client: DynamoDBClient;
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A blank page in a context of its own that has a session; console.test.ts signs in as people do. */
  page(options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
};

export const setTheStage = async (options: Partial<StackOptions> = {}): Promise<Setting> => {
  const [stack, browser] = await Promise.all([startTestStack({ stream: false, ...options }), launch()]);
  const client = clientOf(stack.dynamodbEndpoint);
  const context = (options?: BrowserContextOptions) => browser.newContext(options);
  return {
    stack,
    browser,
    client,
    context,
    page: async (options) => {
      const signedIn = await context(options);
      const [name = '', value = ''] = (await signedInCookie(stack)).split('=');
      await signedIn.addCookies([{ name, value, url: stack.url, httpOnly: true, sameSite: 'Strict' }]);
      return signedIn.newPage();
    },
    stop: async () => {
      client.destroy();
      await browser.close();
      await stack.stop();
    },
  };
};
