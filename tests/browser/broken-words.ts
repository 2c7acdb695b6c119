import type { Page } from 'playwright-core';
import * as z from 'zod';

/** Words of at most 14 letters or digits that stand on two lines. Runs in the page: the compiler knows no DOM here. */
const BROKEN = `(() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('details:not([open]) > :not(summary)')) continue;
    if (!node.parentElement.closest('th,td,dt,.state,nav,button,.button,summary,label,figcaption,.when')) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      if (word.length > 14) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (tops.size > 1) broken.push(word);
    }
  }
  return broken;
})()`;
/** Short words that the page breaks where nobody would. */
export const brokenWords = async (page: Page) => z.array(z.string()).parse(await page.evaluate(BROKEN));
