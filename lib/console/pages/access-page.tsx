import { type ApiToken, isLive } from '../../domain/security/api-token.ts';
import { CalendarForm, NewCalendar } from '../components/calendar-form.tsx';
import { ActorField, LabelField } from '../components/form-fields.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Clock } from '../components/timestamp.tsx';
import { personName } from '../view/cover-words.ts';
import { hasPeople } from '../view/duty-words.ts';
import { shownText } from '../view/labels.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

export type AccessProps = {
  view: View;
  origin: string;
  tokens: readonly ApiToken[];
  actor: string;
  problem?: string;
  message?: string;
  made?: { name: string; token: string };
  /** The address of a new calendar. */
  madeCalendar?: { name: string; address: string };
  /** What was typed into a form that could not be taken as it was. */
  typed?: Typed;
};

const Row = ({ token, view }: { token: ApiToken; view: View }) => {
  const { id, label, scope, person, createdBy, createdAt, until, lastUsedAt, endedAt, endedBy } = token;
  const live = isLive(token, new Date(view.now));
  return (
    <li>
      <p>
        <strong>{label}</strong>{' '}
        {scope === 'calendar' ? `is a calendar of ${ownerOf(person, view)}` : `may ${MAY[scope]}`}
        {!live && <> · has ended</>}
      </p>
      <p>
        <small>
          Made by <bdi>{shownText(createdBy)}</bdi> <Clock at={createdAt} view={view} /> ·{' '}
          {endedAt === undefined ? (
            <>
              {live ? 'ends' : 'ended'} <Clock at={until} view={view} />
            </>
          ) : (
            <>
              ended by <bdi>{shownText(endedBy ?? '')}</bdi> <Clock at={endedAt} view={view} />
            </>
          )}{' '}
          ·{' '}
          {lastUsedAt === undefined ? (
            'never used'
          ) : (
            <>
              last used <Clock at={lastUsedAt} view={view} />, to the hour
            </>
          )}
        </small>
      </p>
      {live && (
        <form method="post" action={`/console/access/${id}/end`}>
          <button type="submit" class="plain" aria-label={`End the token ${label}`}>
            End it
          </button>
        </form>
      )}
    </li>
  );
};

const ownerOf = (person: string | undefined, view: View): string =>
  person === undefined ? 'everybody’s turns' : `the turns of ${personName(person, view)}`;

const MAY = { read: 'read', act: 'read and act' } as const;

/** Tokens for programs, and what they can ask. */
export const AccessPage = (props: AccessProps) => {
  const { view, origin, tokens, actor, problem, message, made, madeCalendar, typed } = props;
  return (
    <Page title="Access" view={view} tab="access">
      <h1>Access for programs</h1>
      <p class="lead">
        Everything that these pages show and do is also an API, with exports as CSV and NDJSON. Its
        description is <a href="/api/v1/openapi.json">an OpenAPI document</a>.
      </p>
      {problem && <Note tone="bad">{problem}</Note>}
      {message && <Note tone="good">{message}</Note>}
      {made && (
        <section aria-labelledby="made">
          <h2 id="made">The token of {made.name}</h2>
          <p>
            Copy it now: it is not shown again, and only a hash of it is kept. Everybody who gets the alerts
            by email gets a message that it was made.
          </p>
          <pre class="copy" tabindex={0}>
            {made.token}
          </pre>
          <pre class="copy" tabindex={0}>
            {`curl -H 'authorization: Bearer ${made.token}' '${origin}/api/v1/incidents?state=open'`}
          </pre>
        </section>
      )}
      {madeCalendar && <NewCalendar {...madeCalendar} />}
      <h2>A new token</h2>
      <form method="post" action="/console/access">
        <div class="fields">
          <div>
            <LabelField id="name" label="For whom or what" example="pager-bridge" typed={typed?.['name']} />
          </div>
          <div>
            <label for="scope">May</label>
            <select id="scope" name="scope">
              <option value="read">read</option>
              <option value="act" selected={typed?.['scope'] === 'act'}>
                read and act
              </option>
            </select>
          </div>
          <div>
            <label for="days">For how many days</label>
            <input
              id="days"
              name="days"
              type="number"
              min={1}
              max={365}
              value={typed?.['days'] ?? '90'}
              required
            />
          </div>
          <div>
            <ActorField id="actor" actor={typed?.['actor'] ?? actor} />
          </div>
          <button type="submit">Make a token</button>
        </div>
      </form>
      {hasPeople(view) && <CalendarForm view={view} actor={actor} typed={typed} />}
      <h2 id="tokens">Tokens{hasPeople(view) && ' and calendars'}</h2>
      {tokens.length === 0 ? (
        <p>There are none.</p>
      ) : (
        <ol class="line" aria-labelledby="tokens">
          {tokens.map((token) => (
            <Row token={token} view={view} />
          ))}
        </ol>
      )}
      <p>
        <small>
          A token ends at once by its button, and otherwise on its day. Signing out ends none, and neither
          does a new secret for the links. What a program does stands in the time-line under the name of its
          token.
        </small>
      </p>
    </Page>
  );
};
