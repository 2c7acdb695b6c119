import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import type { View } from '../view/view.ts';

type Props = { view: View; origin: string; problem?: string; made?: { name: string; token: string } };

/** Tokens for programs, and what they can ask. */
export const AccessPage = ({ view, origin, problem, made }: Props) => (
  <Page title="Access" view={view} tab="access">
    <h1>Access for programs</h1>
    <p class="lead">
      Everything that these pages show and do is also an API, with exports as CSV and NDJSON. Its description
      is <a href="/api/v1/openapi.json">an OpenAPI document</a>.
    </p>
    {problem && <Note tone="bad">{problem}</Note>}
    {made && (
      <section aria-labelledby="made">
        <h2 id="made">The token of {made.name}</h2>
        <p>Copy it now: it is kept nowhere, and not shown again.</p>
        <pre class="copy" tabindex={0}>
          {made.token}
        </pre>
        <pre class="copy" tabindex={0}>
          {`curl -H 'authorization: Bearer ${made.token}' '${origin}/api/v1/incidents?state=open'`}
        </pre>
      </section>
    )}
    <h2>A new token</h2>
    <form method="post" action="/console/access">
      <div class="fields">
        <div>
          <label for="name">For whom or what</label>
          <input id="name" name="name" required maxlength={40} autocomplete="off" autocapitalize="none" />
        </div>
        <div>
          <label for="scope">May</label>
          <select id="scope" name="scope">
            <option value="read">read</option>
            <option value="act">read and act</option>
          </select>
        </div>
        <div>
          <label for="days">For how many days</label>
          <input id="days" name="days" type="number" min={1} max={365} value="90" required />
        </div>
        <button type="submit">Make a token</button>
      </div>
    </form>
    <h2>Do alerts still arrive?</h2>
    <p>
      <a href="/console/drill">Send a test alert</a> to every level, and see how long each step takes.
    </p>
    <h2>To end a token</h2>
    <p>
      <small>
        A token ends on its day. To end one before that, rotate the secret of the links: all tokens and links
        end with it.
      </small>
    </p>
  </Page>
);
