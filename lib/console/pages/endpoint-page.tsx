import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { Day } from '../../domain/probing/daily-stats.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { addressOf, plural } from '../../messages/sections/phrases.ts';
import { Days } from '../components/daily-stats.tsx';
import { ActorField, SilenceFields } from '../components/form-fields.tsx';
import { IncidentRow, State } from '../components/incident-row.tsx';
import { MonitorCard } from '../components/monitor-card.tsx';
import { type Message, Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { ResponseChart } from '../components/response-chart.tsx';
import { When } from '../components/timestamp.tsx';
import { Strips } from '../components/uptime-strip.tsx';
import { silenceNow } from '../view/active-silence.ts';
import { nameOf, severityOf, shownText } from '../view/labels.ts';
import { endpointPath, pathOf, queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  endpointKey: string;
  incidents: Incident[];
  /** How many of this page could not be read. */
  invalidItem: number;
  silence: Silence | undefined;
  /** What probes found, where it is monitored. */
  state?: Monitor;
  /** The last days, the latest first. */
  days: readonly Day[];
  actor: string;
  next?: string;
  /** Whether these are older incidents than the last ones. */
  isOlder: boolean;
  /** What came of an action. */
  message?: Message;
};

/** The chart has more of them. */
const DAYS_LISTED = 14;

/** One endpoint (or source): how it is, how it was, and how to keep it quiet. */
export const EndpointPage = (props: Props) => {
  const { view, endpointKey, incidents, invalidItem, state, days, next, message, isOlder } = props;
  const [latest] = incidents;
  const name = latest ? nameOf(latest, view) : classifyEndpoint(state, view.oncall).name;
  const address = addressOf(latest ?? state ?? { endpointKey });
  return (
    <Page title={name} view={view} tab="none">
      <p class="eyebrow">
        {latest?.state === 'resolved' ? (
          <span class="state fine">Not failing, as far as we know</span>
        ) : (
          latest && <State incident={latest} view={view} silence={props.silence} />
        )}
        {latest && <span>{severityOf(latest, view)}</span>}
      </p>
      <h1>{name}</h1>
      {address && (
        <p class="lead">
          <bdi>{address}</bdi>
        </p>
      )}
      {message && <Note tone={message.tone}>{message.text}</Note>}
      {state && <Probed state={state} view={view} />}
      {state && (
        <MonitorCard
          view={view}
          endpointKey={endpointKey}
          monitor={state}
          latest={isOlder ? undefined : latest}
          actor={props.actor}
        />
      )}
      {!isOlder && <ResponseChart days={days} incidents={incidents} view={view} isCut={next !== undefined} />}
      <Days days={days.slice(0, DAYS_LISTED)} />
      <SilencePart {...props} />
      <section aria-labelledby="history">
        <h2 id="history">Incidents</h2>
        {invalidItem > 0 && (
          <Note tone="bad">{plural(invalidItem, 'incident')} on this page could not be read.</Note>
        )}
        {incidents.length === 0 ? (
          <div class="card quiet">
            <strong>None</strong>
            Flavours has reported nothing about it.
          </div>
        ) : (
          <ul class="rows">
            {incidents.map((incident) => (
              <IncidentRow incident={incident} view={view} silence={props.silence} />
            ))}
          </ul>
        )}
        {latest && (
          <p>
            <a href={`/console/history${queryOf({ list: 'year', endpoint: endpointKey })}`}>
              What its last twelve months came to
            </a>
          </p>
        )}
        {next !== undefined && (
          <p>
            <a href={`${endpointPath(endpointKey)}${queryOf({ after: next })}`}>Older</a>
          </p>
        )}
      </section>
    </Page>
  );
};

/** What our own probes found. */
const Probed = ({ state, view }: { state: Monitor; view: View }) => {
  const proven = state.history.filter(({ kind }) => kind !== 'unknown');
  const [last, failed] = [proven.at(-1), proven.findLast(({ kind }) => kind === 'down')];
  return (
    <section aria-labelledby="probes">
      <h2 id="probes">Our own probes</h2>
      <Strips results={state.history} view={view} />
      <dl>
        {last && (
          <>
            <dt>Last probe</dt>
            <dd>
              <When at={last.at} view={view} />: {last.kind === 'up' ? 'answered' : 'failed'} in{' '}
              {Math.round(last.ms)} ms
            </dd>
          </>
        )}
        {failed && (
          <>
            <dt>Last failed probe</dt>
            <dd>
              <When at={failed.at} view={view} />
              {failed.cause && `: ${adviceFor(failed.cause, undefined).short}`}
            </dd>
          </>
        )}
        {state.certificateEndsAt && (
          <>
            <dt>Certificate</dt>
            <dd>
              Ends <When at={state.certificateEndsAt} view={view} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};

const SilencePart = ({ view, incidents, silence, actor }: Props) => {
  const [latest] = incidents;
  if (!latest || latest.state === 'resolved') return null;
  const action = `${pathOf(latest)}/act`;
  const quiet = silenceNow(silence, latest, view);
  return (
    <section aria-labelledby="silence">
      <h2 id="silence">Silence</h2>
      {quiet ? (
        <form method="post" action={action}>
          <p>
            Silenced by <bdi>{shownText(quiet.actor)}</bdi> until <When at={quiet.until} view={view} />:{' '}
            <bdi>{shownText(quiet.reason)}</bdi>
          </p>
          <div class="fields">
            <div>
              <ActorField id="actor" actor={actor} />
            </div>
            <button type="submit" name="kind" value="unsilence" class="plain">
              End the silence
            </button>
          </div>
        </form>
      ) : (
        <form method="post" action={action}>
          <div class="fields">
            <div>
              <ActorField id="actor" actor={actor} />
            </div>
            <SilenceFields />
            <button type="submit" name="kind" value="silence" class="plain">
              Silence
            </button>
          </div>
        </form>
      )}
    </section>
  );
};
