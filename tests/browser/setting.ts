import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Stack, StackOptions } from '../../local/stack/stack.ts';
import { clientOf } from '../integration/client.ts';
import { startTestStack } from '../integration/stack.ts';
import { launch, signedInPage } from './browser.ts';

/** A stack, a browser, and what has to be stopped. */
export type Setting = {
  stack: Stack;
  browser: Browser;
  client: DynamoDBClient;
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page that is signed in, in a context of its own. */
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
    page: async (options) => signedInPage(await context(options), await stack.signInUrl()),
    stop: async () => {
      client.destroy();
      await browser.close();
      await stack.stop();
    },
  };
};
