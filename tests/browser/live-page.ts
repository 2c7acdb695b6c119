import type { Page } from 'playwright-core';
import { until } from '../integration/flavours.ts';

/* What is done on a page that keeps itself up to date. */

/** Until what was fetched is in the page: before that it would not ask again. */
export const idle = (page: Page) => until('the script to be done', async () => !(await page.evaluate('b')));
/** As the browser does when the tab is looked at again: the page is fetched at once. */
export const lookAgain = async (page: Page): Promise<number> => {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url() === page.url()),
    page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))"),
  ]);
  await idle(page);
  return answer.status();
};

/** What stands behind ⋯ on the bar of actions. */
export const openMore = async (page: Page, summary: string) => {
  await page.getByLabel('More to do').click();
  await page.getByText(summary).click();
};
