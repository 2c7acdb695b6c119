import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The npm package has a browser for Linux on x64 alone; it unpacks the libraries it needs when it thinks itself on Lambda. */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64';

// Not the package's own: those turn off web security, which is what is tested, and run all in one process.
const ARGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** Headless Chromium out of the npm package. */
export const launch = async (): Promise<Browser> => {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const [{ default: chromium }, { chromium: playwright }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}`);
  return playwright.launch({ executablePath, args: ARGS, headless: true });
};

export const AXE = join(__dirname, '../../node_modules/axe-core/axe.min.js');

/** A page of a browser that is signed in. */
export const signedInPage = async (context: BrowserContext, signInUrl: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(signInUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
};
