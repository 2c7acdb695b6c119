import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { NotificationPage } from '../../adapters/dynamodb/list-notifications.ts';
import { adviceFor } from '../../domain/diagnosis/advice.ts';
import type { Incident, Resolution } from '../../domain/incidents/incident.ts';
import { lossWindow } from '../../domain/incidents/loss-window.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { TimelineEntry } from '../../domain/incidents/timeline.ts';
import { verdictOf } from '../../domain/incidents/verdict.ts';
import { fetchAgain, windowReason } from '../../messages/sections/backfill.ts';
import { closesByItself } from '../../messages/sections/next-alert.ts';
import {
  addressOf,
  described,
  isUnreadable,
  plural,
  ranked,
  statusOf,
} from '../../messages/sections/phrases.ts';
import { rawTextStep } from '../../messages/sections/unreadable.ts';
import { duration, localSpan, utcTime } from '../../messages/text/time.ts';
import { ActForms } from '../components/action-forms.tsx';
import { FloodEndpoints } from '../components/flood-endpoints.tsx';
import { State } from '../components/incident-row.tsx';
import { LastPost } from '../components/last-post.tsx';
import { Note } from '../components/note.tsx';
import { type NotificationQuery, Notifications } from '../components/notification-list.tsx';
import { Page } from '../components/page.tsx';
import { Steps } from '../components/steps.tsx';
import { TimeLine } from '../components/timeline.tsx';
import { At, When } from '../components/timestamp.tsx';
import { Verdict } from '../components/verdict-card.tsx';
import { silenceNow } from '../view/active-silence.ts';
import { headlineOf, shownText } from '../view/labels.ts';
import { nextWords } from '../view/next-alert.ts';
import { endpointPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

export type IncidentProps = {
  view: View;
  incident: Incident;
  silence: Silence | undefined;
  entries: TimelineEntry[];
  /** How many lines the time-line has, where these are not all. */
  of?: Count;
  notifications: NotificationPage;
  query: NotificationQuery;
  /** The name last typed in this session. */
  who: string;
  /** What came of an action, or what is wrong with one. */
  said?: { text: string; tone: 'good' | 'plain' | 'bad' };
};

/** Everything about one outage, in the order in which somebody who was just woken asks for it. */
export const IncidentPage = (props: IncidentProps) => {
  const { view, incident, silence, said, who } = props;
  const headline = headlineOf(incident, view);
  const isOver = incident.state === 'resolved';
  const isQuiet = silenceNow(silence, incident, view) !== undefined;
  return (
    <Page
      title={headline}
      view={view}
      tab="none"
      attention={incident.state === 'open' && !isQuiet ? 1 : 0}
      isLive={said?.tone !== 'bad'}
    >
      <p class="eyebrow">
        <State incident={incident} view={view} />
        <span>{described(incident, view.oncall).severity}</span>
        <span>Incident {shownText(incident.incidentId)}</span>
      </p>
      <h1>{headline}</h1>
      {said && <Note tone={said.tone}>{shownText(said.text)}</Note>}
      <Facts {...props} />
      {!isOver && <ActForms incident={incident} who={who} isSilenced={isQuiet} />}
      <FloodEndpoints incident={incident} view={view} />
      {isOver ? <FetchAgain {...props} /> : <FirstSteps {...props} />}
      {!isOver && !isUnreadable(incident) && <FetchAgain {...props} />}
      <TimeLine {...props} />
      <Notifications {...props} />
      <section aria-labelledby="raw">
        <h2 id="raw">Raw fields</h2>
        <details>
          <summary>The incident as it is stored</summary>
          <pre tabindex={0}>{rawFields(incident)}</pre>
        </details>
      </section>
    </Page>
  );
};

/** By name: DynamoDB gives the fields of an item in any order, and the same incident must be the same page. */
const byName = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const rawFields = (incident: Incident): string =>
  JSON.stringify(
    incident,
    (_, value: unknown) => {
      if (typeof value === 'string') return shownText(value);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? byName(value) : value;
    },
    2,
  );

const ENDS: Partial<Record<Resolution, string>> = {
  expired:
    ': nothing was reported for long, although our own probes still fail. Nobody checked that it works.',
  stopped: ': the monitoring was stopped, until Flavours reports it again.',
  revoked: ': the URL of its source was revoked.',
};

const Facts = ({ view, incident, silence }: IncidentProps) => {
  const { count, sources, resolvedAt, lastAt, openedAt, resolvedBy, resolution } = incident;
  const { sentence, short, area } = adviceFor(incident.cause, incident.endpoint);
  const endpoint = addressOf(incident);
  const named = ranked(sources).map(([source, of]) => `${shownText(source)} ${of}`);
  return (
    <dl>
      <dt>Since</dt>
      <dd>
        <When at={openedAt} view={view} />
        {!isUnreadable(incident) &&
          count > 0 &&
          '. Flavours had already tried three times, so it began earlier.'}
      </dd>
      {resolvedAt ? (
        <>
          <dt>Over</dt>
          <dd>
            <When at={resolvedAt} view={view} />
            {resolution === 'probes' && ': our own probes are good again.'}
            {resolution && ENDS[resolution]}
            {resolution === 'quiet'
              ? `: no notification for ${duration(Date.parse(resolvedAt) - Date.parse(lastAt))}, nobody checked that it works.`
              : resolution !== 'probes' && !(resolution && ENDS[resolution]) && '.'}
            {resolvedBy && (
              <>
                {' '}
                Resolved by <bdi>{shownText(resolvedBy)}</bdi>.
              </>
            )}
          </dd>
        </>
      ) : (
        <>
          <dt>Last heard</dt>
          <dd>
            <When at={lastAt} view={view} />
          </dd>
        </>
      )}
      <dt>Impact</dt>
      <dd>
        {isUnreadable(incident)
          ? `${plural(count, 'post')} that we could not read.`
          : count === 0
            ? 'Flavours has reported no lost event yet; while this lasts, each new one is lost.'
            : `At least ${plural(count, 'event')} lost.`}
        {named.length > 1 && ` By source: ${named.join(', ')}.`}
      </dd>
      <dt>Cause</dt>
      <dd>
        {count > 0 || isUnreadable(incident)
          ? sentence.replace(/\.$/, `${statusOf(incident)}.`)
          : `Our own probe: ${short}.`}
        {area !== 'unknown' && <small> Area: {area}.</small>}
      </dd>
      <Verdict incident={incident} view={view} />
      <LastPost incident={incident} />
      {endpoint && (
        <>
          <dt>Endpoint</dt>
          <dd>
            <a href={endpointPath(incident.endpointKey)}>
              <bdi>{endpoint}</bdi>
            </a>
          </dd>
        </>
      )}
      <Held incident={incident} silence={silence} view={view} />
      {incident.state !== 'resolved' && (
        <>
          <dt>Next</dt>
          <dd>
            {nextWords(incident, silence, view)} {closesByItself(incident, view.oncall)}
          </dd>
        </>
      )}
    </dl>
  );
};

/** Why nobody is woken by it now. */
const Held = ({
  incident,
  silence,
  view,
}: {
  incident: Incident;
  silence: Silence | undefined;
  view: View;
}) => {
  const quiet = silenceNow(silence, incident, view);
  return (
    <>
      {incident.state === 'acknowledged' && incident.acknowledgedUntil && (
        <>
          <dt>Acknowledged</dt>
          <dd>
            By <bdi>{shownText(incident.acknowledgedBy ?? '')}</bdi>, until{' '}
            <When at={incident.acknowledgedUntil} view={view} />.
          </dd>
        </>
      )}
      {quiet && (
        <>
          <dt>Silenced</dt>
          <dd>
            By <bdi>{shownText(quiet.by)}</bdi> until <At at={quiet.until} view={view} />
            {quiet.worse && ', or until it gets ten times worse or the cause changes'}:{' '}
            <bdi>{shownText(quiet.reason)}</bdi>
          </dd>
        </>
      )}
    </>
  );
};

const FirstSteps = ({ incident, view }: IncidentProps) => {
  const { steps } = verdictOf(incident) ?? adviceFor(incident.cause, incident.endpoint);
  return (
    <section aria-labelledby="first">
      <h2 id="first">Do first</h2>
      <Steps steps={isUnreadable(incident) ? [rawTextStep(incident, view), ...steps.slice(1)] : steps} />
    </section>
  );
};

const FetchAgain = ({ incident, view }: IncidentProps) => {
  if (isUnreadable(incident))
    return (
      <section aria-labelledby="again">
        <h2 id="again">If nobody has read them yet</h2>
        <Steps steps={[rawTextStep(incident, view)]} />
      </section>
    );
  const { from, to } = lossWindow(incident);
  return (
    <section aria-labelledby="again">
      <h2 id="again">{incident.state === 'resolved' ? 'Fetch again' : 'To fetch again once it works'}</h2>
      <p>
        {localSpan(from, to, view.oncall.timeZone)}
        <br />
        <small>
          {utcTime(from)} to {utcTime(to)}. {windowReason(incident)}
        </small>
      </p>
      <Steps steps={fetchAgain(described(incident, view.oncall).family)} />
    </section>
  );
};
