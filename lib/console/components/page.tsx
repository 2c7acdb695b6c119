import { html, raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { localTime } from '../../messages/text/time.ts';
import { STYLE } from '../view/style.ts';
import type { View } from '../view/view.ts';

export type Tab = 'now' | 'history' | 'sources' | 'test' | 'access';

const TABS: readonly (readonly [Tab, string, string])[] = [
  ['now', '/console', 'Now'],
  ['history', '/console/history', 'History'],
  ['sources', '/console/sources', 'Sources'],
  ['test', '/console/drill', 'Test alert'],
  ['access', '/console/access', 'Access'],
];

/** The stack on a laptop has an inbox beside the console. */
const LOCAL_STAGE = 'local';

type PageProps = PropsWithChildren<{
  title: string;
  view: View;
  /** Without it there is no navigation; on an error it leads on, signed in or not. */
  tab?: Tab | 'none' | 'error';
  /** Where the page goes by itself, at once. */
  onward?: string;
}>;

/** A whole page: head, navigation, what it is about, and when it was true. */
export const Page = ({ title, view, tab, onward, children }: PageProps) =>
  html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {onward && <meta http-equiv="refresh" content={`0;url=${onward}`} />}
        <title>{`${title} · Flavours webhooks`}</title>
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
                {TABS.map(([key, href, label]) => (
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
        <main id="main">{children}</main>
        <footer class="foot">
          <span>Stage {view.place.stage}</span>
          {view.place.stage === LOCAL_STAGE && <a href="/inbox">Inbox of this laptop</a>}
          <span>As of {localTime(view.now, view.oncall.timeZone)}</span>
          <span>All times in {view.oncall.timeZone}</span>
        </footer>
      </body>
    </html>
  )}`;
