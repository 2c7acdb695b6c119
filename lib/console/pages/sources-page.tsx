import type { Count } from '../../adapters/dynamodb/count-items.ts';
import { shellQuoted } from '../../domain/diagnosis/runbook.ts';
import { plural } from '../../messages/sections/phrases.ts';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Clock } from '../components/timestamp.tsx';
import { countWords } from '../view/labels.ts';
import type { SourceSeen } from '../view/lists.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  sources: SourceSeen[];
  /** How many there are on all pages. */
  total: Count;
  isFirst: boolean;
  next?: string;
  problem?: string;
  /** The name that was typed and is none. */
  typed?: string;
};

/** Who posts to us, and what each is given to post to. */
export const SourcesPage = ({ view, sources, total, isFirst, next, problem, typed }: Props) => (
  <Page title="Sources" view={view} tab="sources">
    <h1>Sources</h1>
    <p class="lead">
      A source is a name in the webhook URL: a merchant, a market, an environment. Each has a URL of its own,
      and the URL is its secret.
    </p>
    {problem && <Note tone="bad">{problem}</Note>}
    <ul class="rows">
      {sources.map(({ name, count, lastAt }) => (
        <li>
          <span class="name">{name}</span>
          <form method="post" action="/console/sources">
            <input type="hidden" name="source" value={name} />
            <button type="submit" class="text" aria-label={`Show the URL of ${name}`}>
              Show the URL
            </button>
          </form>
          <p>
            <small>
              {lastAt === undefined ? (
                'Not heard of this month or the last'
              ) : (
                <>
                  {plural(count, 'notification')} in recent incidents; the last of those{' '}
                  <Clock at={lastAt} view={view} />
                </>
              )}
            </small>
          </p>
        </li>
      ))}
    </ul>
    {(next !== undefined || !isFirst || !total.isWhole) && (
      <nav class="pages" aria-label="Pages">
        <span>
          {sources.length} of {countWords(total)}
          {!total.isWhole && ': there are more incidents than were read'}
        </span>
        {!isFirst && <a href="/console/sources">First</a>}
        {next !== undefined && <a href={`/console/sources${queryOf({ after: next })}`}>More</a>}
      </nav>
    )}
    <h2>Another source</h2>
    <form method="post" action="/console/sources">
      <div class="fields">
        <div>
          <label for="source">Name</label>
          <input
            id="source"
            name="source"
            value={typed}
            required
            maxlength={64}
            autocomplete="off"
            autocapitalize="none"
          />
        </div>
        <button type="submit" class="plain">
          Show its URL
        </button>
      </div>
    </form>
    <p>
      <small>Any name has a URL at once; nothing has to be set up.</small>
    </p>
    <h2>To revoke a URL</h2>
    <p>
      Raise the version of the source in <code>oncall.yml</code> and deploy; the URL before then answers 404.
      To change all URLs, rotate the webhook secret: deploy/rotation.md.
    </p>
    <pre tabindex={0}>{'sources:\n  main: { version: 2 }'}</pre>
  </Page>
);

export const SourceUrlPage = ({ view, source, url }: { view: View; source: string; url: string }) => (
  <Page title={`URL of ${source}`} view={view} tab="sources">
    <h1>The URL of {source}</h1>
    <p class="lead">
      Paste it into Flavours as the error webhook. Who has it can post in this source’s name.
    </p>
    <pre class="copy" tabindex={0}>
      {url}
    </pre>
    <h2>Try it</h2>
    <p>This opens a real incident, and people are alerted.</p>
    <pre class="copy" tabindex={0}>
      {`curl -d '{"code": "503", "endpoint": "https://shop.example/hooks/orders", "message": "A try"}' ${shellQuoted(url)}`}
    </pre>
    <p>
      <a href="/console/sources">All sources</a>
    </p>
  </Page>
);
