import { html, raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { localTime } from '../../messages/text/time.ts';
import { LIVE_MS, LIVE_SCRIPT } from '../view/live.ts';
import { STYLE } from '../view/style.ts';
import { tabIcon } from '../view/tab-icon.ts';
import type { View } from '../view/view.ts';

export type Tab = 'now' | 'duty' | 'history' | 'sources' | 'test' | 'access';

const TABS: readonly (readonly [Tab, string, string])[] = [
  ['now', '/console', 'Now'],
  ['duty', '/console/duty', 'On duty'],
  ['history', '/console/history', 'History'],
  ['sources', '/console/sources', 'Sources'],
  ['test', '/console/test-alert', 'Test alert'],
  ['access', '/console/access', 'Access'],
];

/** Without people in `oncall.yml` nobody takes turns. */
const tabsOf = ({ oncall }: View) =>
  TABS.filter(([key]) => key !== 'duty' || Object.keys(oncall.people).length > 0);

/** The stack on a laptop has an inbox beside the console. */
const LOCAL_STAGE = 'local';

type PageProps = PropsWithChildren<{
  title: string;
  view: View;
  /** Without it there is no navigation; on an error it leads on, signed in or not. */
  tab?: Tab | 'none' | 'error';
  /** How many incidents need somebody, as far as this page says: it stands in its tab. */
  attention?: number;
  /** Whether it refreshes itself: only what a GET of its own address gives again. */
  isLive?: boolean;
  /** Where the page redirects to by itself, at once. */
  onward?: string;
}>;

/** A whole page: head, navigation, content, and when it was rendered. */
export const Page = ({ title, view, tab, attention, isLive = false, onward, children }: PageProps) =>
  html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {onward && <meta http-equiv="refresh" content={`0;url=${onward}`} />}
        <title data-f="">{`${attention ? `(${attention}) ` : ''}${title} · Flavours webhooks`}</title>
        {attention !== undefined && <link rel="icon" href={tabIcon(attention)} data-f="" />}
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href="/console">
            Flavours <span>webhooks</span>
          </a>
          {tab && (
            <>
              <nav aria-label="Main">
                {tabsOf(view).map(([key, href, label]) => (
                  <a href={href} aria-current={key === tab ? 'page' : undefined}>
                    {label}
                  </a>
                ))}
              </nav>
              {tab !== 'error' && (
                <form method="post" action="/console/sign-out">
                  <button type="submit" class="text">
                    Sign out
                  </button>
                </form>
              )}
            </>
          )}
        </header>
        <main id="main" data-ms={isLive ? LIVE_MS : undefined}>
          {children}
        </main>
        <footer class="foot">
          <span>Stage {view.place.stage}</span>
          {view.place.stage === LOCAL_STAGE && <a href="/inbox">Inbox of this laptop</a>}
          <span data-f="">As of {localTime(view.now, view.oncall.timeZone)}</span>
          {isLive && (
            <span id="live" role="status" hidden>
              Not refreshed since then: reload the page.
            </span>
          )}
          <span>All times in {view.oncall.timeZone}</span>
        </footer>
        {isLive && <script>{raw(LIVE_SCRIPT)}</script>}
      </body>
    </html>
  )}`;
