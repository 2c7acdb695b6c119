import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import type { View } from '../view/view.ts';

type Props = { view: View; next: string };

/** Where one asks for a link. Nobody types an address: the link goes to the email subscriptions. */
export const AskPage = ({ view, next, problem }: Props & { problem?: string }) => (
  <Page title="Sign in" view={view}>
    <h1>Sign in</h1>
    {problem && <Note tone="bad">{problem}</Note>}
    <p class="lead">
      There is no password. We mail a link to everybody who gets these alerts by email; it works for a short
      while, once, and only in a browser that asked.
    </p>
    <form method="post" action="/console/sign-in">
      <input type="hidden" name="next" value={next} />
      <p class="buttons">
        <button type="submit">Mail me a link</button>
      </p>
    </form>
  </Page>
);

type SentProps = Props & {
  /** Whether a mail that was sent before serves this browser too. */
  isJoined: boolean;
  /** Whether this browser has asked: only then a code can work in it. */
  hasCode: boolean;
  /** What was typed, and what is wrong with it. */
  code?: string;
  problem?: string;
};

export const SentPage = ({ view, isJoined, hasCode, next, code, problem }: SentProps) => (
  <Page title={isJoined ? 'A link was sent' : 'Link sent'} view={view}>
    <h1>Look into your mail</h1>
    {problem && <Note tone="bad">{problem}</Note>}
    <p class="lead">
      {isJoined
        ? 'A link was mailed a short while ago to everybody who gets these alerts by email. It works in this browser too: open the newest one here.'
        : 'A link is on its way to everybody who gets these alerts by email. Open it in this browser; the mail says until when it works.'}
    </p>
    {hasCode && (
      <form method="post" action="/console/sign-in/code">
        <input type="hidden" name="next" value={next} />
        <div class="fields">
          <div>
            <label for="code">
              {isJoined
                ? 'Or the code of the mail that you asked for here'
                : 'Or type the code from the mail'}
            </label>
            <input
              id="code"
              name="code"
              value={code}
              required
              maxlength={20}
              inputmode="numeric"
              autocomplete="one-time-code"
              placeholder="1234 5678"
            />
          </div>
          <button type="submit">Sign in</button>
        </div>
      </form>
    )}
    <p class="soft">
      {isJoined
        ? 'If somebody has used it already, '
        : 'Nothing there after a minute? See whether your subscription is confirmed, then '}
      <a href="/console/sign-in">ask again</a>.
    </p>
  </Page>
);

/** What the link opens: opening alone does nothing, since mail scanners open links too. */
export const RedeemPage = ({ view, token, next, problem }: Props & { token: string; problem?: string }) => (
  <Page title="Sign in" view={view}>
    <h1>{problem ? 'This link does not work here' : 'Welcome'}</h1>
    {problem ? (
      <>
        <Note tone="bad">{problem}</Note>
        <p>
          <a href="/console/sign-in">Ask for a new link in this browser</a>
        </p>
      </>
    ) : (
      <>
        <p class="lead">One more click, and this browser is signed in for twelve hours.</p>
        <form method="post" action={`/console/sign-in/${token}`}>
          <input type="hidden" name="next" value={next} />
          <p class="buttons">
            <button type="submit">Sign in</button>
          </p>
        </form>
      </>
    )}
  </Page>
);

/** Behind a link from elsewhere the browser keeps our cookie back; from our own page it sends it. */
export const OnwardPage = ({ view, onward }: { view: View; onward: string }) => (
  <Page title="One moment" view={view} onward={onward}>
    <h1>One moment</h1>
    <p class="lead">
      <a href={onward}>Go on</a>
    </p>
  </Page>
);
