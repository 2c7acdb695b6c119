import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import { isUnreadable, plural } from '../../messages/sections/phrases.ts';
import { EndpointRow } from '../components/endpoint-row.tsx';
import { IncidentRow } from '../components/incident-row.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { relative } from '../components/timestamp.tsx';
import { countWords, nameOf } from '../view/labels.ts';
import type { OpenIncidents } from '../view/lists.ts';
import { nextWords } from '../view/next-alert.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** What the page shows of a storm; the rest is one click away. */
export const SHOWN = 12;
const ENDPOINTS_SHOWN = 6;

export type Home = {
  view: View;
  /** What is not over, all told, and of it the most urgent. */
  open: OpenIncidents;
  recent: Incident[];
  /** Some of the watched endpoints, with how many there are of them. */
  watched: Watched[];
  watchedCount: Count;
  silences: ReadonlyMap<string, Silence>;
};

/** What fails first, then what was seen to fail last. */
export const byHealth = (watched: readonly Watched[]): Watched[] => {
  const failedAt = ({ history }: Watched): string =>
    history.findLast(({ kind }) => kind === 'failed')?.at ?? '';
  const isFailing = ({ history }: Watched): number =>
    Number(history.findLast(({ kind }) => kind !== 'neutral')?.kind === 'failed');
  return watched.toSorted((a, b) => isFailing(b) - isFailing(a) || (failedAt(a) < failedAt(b) ? 1 : -1));
};

const headline = ({ worst, count, isWhole }: OpenIncidents, view: View): string => {
  const [only] = worst;
  if (count === 0) return 'Nothing is failing';
  if (count === 1 && isWhole && only)
    return isUnreadable(only) ? `${nameOf(only, view)} cannot be read` : `${nameOf(only, view)} is failing`;
  const isStorm = count > SHOWN || !isWhole;
  return `${countWords({ count, isWhole })} webhooks are failing${isStorm ? ' at once' : ''}`;
};

/** Is anything broken, what is next, and who is told. */
export const HomePage = ({ view, open, recent, watched, watchedCount, silences }: Home) => {
  const { worst, misfit, count, unacknowledged } = open;
  const isNew = count === 0 && recent.length === 0 && watched.length === 0;
  return (
    <Page title={headline(open, view)} view={view} tab="now" attention={unacknowledged} isLive>
      <h1>{headline(open, view)}</h1>
      {misfit > 0 && (
        <Note tone="bad">
          {misfit} of the incidents could not be read, and are missing here. Look into the log of the sweep.
        </Note>
      )}
      {count > 0 ? (
        <p class="lead">
          {`At least ${plural(open.lost, 'event')} lost. `}
          {unacknowledged === 0
            ? 'Somebody is on it. '
            : `${unacknowledged === count ? 'Nobody' : `For ${unacknowledged} of them nobody`} has acknowledged yet. `}
        </p>
      ) : (
        <Calm recent={recent} view={view} />
      )}
      {isNew && <FirstTime />}
      {count > 0 && (
        <section aria-labelledby="open">
          <h2 id="open">Open incidents</h2>
          <ul class="rows">
            {worst.map((incident) => (
              <IncidentRow
                incident={incident}
                view={view}
                next={nextWords(incident, silences.get(incident.endpointKey), view)}
              />
            ))}
          </ul>
          {(count > worst.length || !open.isWhole) && (
            <p>
              These are the {worst.length} most urgent of {countWords(open)}. When so many fail at once, look
              first for what they share: a host, a network, a deploy.{' '}
              <a href={`/console/history${queryOf({ shelf: 'open' })}`}>List them all</a>
            </p>
          )}
        </section>
      )}
      {watched.length > 0 && (
        <section aria-labelledby="endpoints">
          <h2 id="endpoints">Endpoints</h2>
          <ul class="rows">
            {byHealth(watched)
              .slice(0, ENDPOINTS_SHOWN)
              .map((endpoint) => (
                <EndpointRow endpoint={endpoint} view={view} />
              ))}
          </ul>
          <p>
            <a href="/console/endpoints">
              {watchedCount.count > ENDPOINTS_SHOWN
                ? `All ${countWords(watchedCount)} that are watched`
                : 'All that are watched'}
            </a>
          </p>
        </section>
      )}
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent">Recently over</h2>
          <ul class="rows">
            {recent.map((incident) => (
              <IncidentRow incident={incident} view={view} />
            ))}
          </ul>
          <p>
            <a href="/console/history">All of the history</a>
          </p>
        </section>
      )}
    </Page>
  );
};

const Calm = ({ recent, view }: { recent: Incident[]; view: View }) => {
  const [last] = recent;
  return (
    <p class="lead">
      {last
        ? `The last incident was over ${relative(Date.parse(last.resolvedAt ?? last.lastAt), view.now)}. `
        : 'No webhook has failed this month. '}
      Flavours speaks only when an event fails, so quiet is a good sign and no proof.
    </p>
  );
};

const FirstTime = () => (
  <div class="card quiet">
    <strong>Not one notification has come yet.</strong>
    Is the webhook URL set at Flavours? It stands under <a href="/console/sources">Sources</a>, with a command
    to try it.
  </div>
);
