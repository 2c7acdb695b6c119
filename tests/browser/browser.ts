import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/**
 * The npm package has a browser for Linux on x64 only; it unpacks the libraries it needs if it believes it runs on
 * Lambda.
 */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64';

// Not the package's own arguments: those turn off web security, which is under test, and run everything in one
// process.
const ARGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/**
 * The package brings one Latin font. For Arabic and for commands another comes from npm, so that pages look the same on
 * every machine, whatever is installed on it.
 */
const fontConfig = (): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'fonts-')), 'fonts.conf');
  const prefer = (generic: string, families: string[]) =>
    `<alias binding="strong"><family>${generic}</family><prefer>${families.map((family) => `<family>${family}</family>`).join('')}</prefer></alias>`;
  const dirs = [join(tmpdir(), 'fonts'), join(__dirname, '../../node_modules/dejavu-fonts-ttf/ttf')];
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs
      .map((dir) => `<dir>${dir}</dir>`)
      .join('')}<cachedir>${join(tmpdir(), 'fonts-cache')}</cachedir>${[
      prefer('system-ui', ['Open Sans', 'DejaVu Sans']),
      prefer('sans-serif', ['Open Sans', 'DejaVu Sans']),
      prefer('monospace', ['DejaVu Sans Mono']),
    ].join('')}</fontconfig>`,
  );
  return file;
};

const LOCK = join(tmpdir(), 'chromium-unpacking');
const LOCK_LIMIT_MS = 60_000;

/** The package unpacks itself once per machine; two test files doing so at once would run half a browser. */
const alone = async <Result>(task: () => Promise<Result>): Promise<Result> => {
  for (const startedAt = Date.now(); Date.now() - startedAt < LOCK_LIMIT_MS; await sleep(100)) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      // somebody else is unpacking; if it was killed, this waits no longer than the limit
    }
  }
  try {
    return await task();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
};

/** Headless Chromium out of the npm package. */
export const launch = async (): Promise<Browser> => {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const [{ default: chromium }, { chromium: playwright }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  const executablePath = await alone(() => chromium.executablePath());
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}`);
  return playwright.launch({
    executablePath,
    args: ARGS,
    headless: true,
    env: { ...process.env, FONTCONFIG_FILE: fontConfig() },
  });
};

export const AXE = join(__dirname, '../../node_modules/axe-core/axe.min.js');

/** A page of a browser that is signed in. */
export const signedInPage = async (context: BrowserContext, signInUrl: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(signInUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
};
