import type { Page } from 'playwright-core';
import * as z from 'zod';
import { LIVE_SCRIPT } from '../../lib/console/view/live.ts';
import { AXE } from './browser.ts';

/* Code that runs in the page is text: the compiler knows no DOM here, and the product must not either. */
const STRANGE = `(LIVE => ({
  elements: [...document.querySelectorAll('script,img,iframe,object,embed,base,link,math,noscript,style:not(head>style),meta[http-equiv]')]
    .map((element) => element.outerHTML)
    .filter((html) => html !== LIVE && !/^<link rel="icon" href="data:image\\/svg\\+xml,[A-Za-z0-9%.!'()*_~-]+" data-f="">$/.test(html)),
  handlers: [...document.querySelectorAll('*')].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'style' || name === 'autofocus')),
  links: [...document.querySelectorAll('a[href],form[action]')]
    .map((element) => element.getAttribute('href') ?? element.getAttribute('action') ?? '')
    .filter((target) => !/^(?:\\/(?!\\/)|#)/.test(target)),
  isTouched: 'pwned' in window || document.title.includes('pwned'),
}))(${JSON.stringify(`<script>${LIVE_SCRIPT}</script>`)})`;
const Strange = z.object({
  elements: z.array(z.string()),
  handlers: z.array(z.string()),
  links: z.array(z.string()),
  isTouched: z.boolean(),
});

/** Elements, handlers and targets that no page of ours has, and whether a script ran. */
export const strangeIn = async (page: Page) => Strange.parse(await page.evaluate(STRANGE));

const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** axe is in whatever this page opens from now on: half a megabyte that is sent once. */
export const withAxe = async (page: Page): Promise<Page> => {
  await page.addInitScript({ path: AXE });
  return page;
};

/** What axe finds, with all details open, in a page that was made by `withAxe`. */
export const violationsIn = async (page: Page) => {
  await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
  const found = await page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return Violations.parse(found);
};

export const isTooWide = async (page: Page): Promise<boolean> =>
  z.boolean().parse(await page.evaluate('document.documentElement.scrollWidth > innerWidth'));

/** In which direction foreign text that holds `words` is read. */
export const directionOf = (page: Page, words: string) =>
  page.evaluate(
    `getComputedStyle([...document.querySelectorAll('[dir=auto]')].find((one) => one.textContent.includes(${JSON.stringify(words)}))).direction`,
  );
