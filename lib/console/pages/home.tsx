import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import { isUnreadable } from '../../messages/sections/phrases.ts';
import { EndpointRow } from '../components/endpoint-row.tsx';
import { IncidentRow } from '../components/incident-row.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { relative } from '../components/timestamp.tsx';
import { eventsLost, nameOf, severityOf } from '../view/labels.ts';
import { nextWords } from '../view/next-alert.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** What the page shows of a storm; the rest is one click away. */
export const SHOWN = 12;
const ENDPOINTS_SHOWN = 6;

export type Home = {
  view: View;
  /** Not over yet, the newest first, as many as were read. */
  open: Incident[];
  /** Whether there are more than were read. */
  isMore: boolean;
  recent: Incident[];
  watched: Watched[];
  silences: ReadonlyMap<string, Silence>;
  misfit: number;
};

const RANK = { critical: 0, warning: 1, info: 2 } as const;
const STATE_RANK = { open: 0, acknowledged: 1, resolved: 2 } as const;

/** What nobody acts on first, then by severity, then by what was lost. */
export const byUrgency = (incidents: readonly Incident[], view: View): Incident[] =>
  incidents
    .map((incident) => ({ incident, rank: RANK[severityOf(incident, view)] }))
    .toSorted(
      (a, b) =>
        STATE_RANK[a.incident.state] - STATE_RANK[b.incident.state] ||
        a.rank - b.rank ||
        b.incident.count - a.incident.count,
    )
    .map(({ incident }) => incident);

/** What fails first, then what was seen to fail last. */
export const byHealth = (watched: readonly Watched[]): Watched[] => {
  const failedAt = ({ history }: Watched): string =>
    history.findLast(({ kind }) => kind === 'failed')?.at ?? '';
  const isFailing = ({ history }: Watched): number =>
    Number(history.findLast(({ kind }) => kind !== 'neutral')?.kind === 'failed');
  return watched.toSorted((a, b) => isFailing(b) - isFailing(a) || (failedAt(a) < failedAt(b) ? 1 : -1));
};

const headline = (open: Incident[], isMore: boolean, view: View): string => {
  const [only, ...others] = open;
  if (!only) return 'Nothing is failing';
  if (others.length === 0 && !isMore)
    return isUnreadable(only) ? `${nameOf(only, view)} cannot be read` : `${nameOf(only, view)} is failing`;
  const isStorm = open.length > SHOWN || isMore;
  return `${open.length}${isMore ? ' or more' : ''} webhooks are failing${isStorm ? ' at once' : ''}`;
};

/** Is anything broken, what is next, and who is told. */
export const HomePage = ({ view, open, isMore, recent, watched, silences, misfit }: Home) => {
  const sorted = byUrgency(open, view);
  const [worst] = sorted;
  const nobody = open.filter(({ state }) => state === 'open').length;
  const isNew = open.length === 0 && recent.length === 0 && watched.length === 0;
  return (
    <Page title={headline(open, isMore, view)} view={view} tab="now">
      <h1>{headline(open, isMore, view)}</h1>
      {misfit > 0 && (
        <Note tone="bad">
          {misfit} of the incidents could not be read, and are missing here. Look into the log of the sweep.
        </Note>
      )}
      {worst ? (
        <p class="lead">
          {`At least ${eventsLost(open)} lost. `}
          {nobody === 0
            ? 'Somebody is on it. '
            : `${nobody === open.length ? 'Nobody' : `For ${nobody} of them nobody`} has acknowledged yet. `}
        </p>
      ) : (
        <Calm recent={recent} view={view} />
      )}
      {isNew && <FirstTime />}
      {open.length > 0 && (
        <section aria-labelledby="open">
          <h2 id="open">Open incidents</h2>
          <ul class="rows">
            {sorted.slice(0, SHOWN).map((incident) => (
              <IncidentRow
                incident={incident}
                view={view}
                next={nextWords(incident, silences.get(incident.endpointKey), view)}
              />
            ))}
          </ul>
          {(open.length > SHOWN || isMore) && (
            <p>
              These are the {SHOWN} most urgent of {open.length}
              {isMore && ' or more'}. When so many fail at once, look first for what they share: a host, a
              network, a deploy. <a href={`/console/history${queryOf({ shelf: 'open' })}`}>List them all</a>
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
              {watched.length > ENDPOINTS_SHOWN
                ? `All ${watched.length} that are watched`
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
