import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { NotificationPage } from '../../adapters/dynamodb/list-notifications.ts';
import { attentionOf } from '../../domain/alerting/held-back.ts';
import { backfillOf } from '../../domain/incidents/backfill.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable, isUnreported } from '../../domain/incidents/incident-kind.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { TimelineEntry } from '../../domain/incidents/timeline.ts';
import { firstSteps } from '../../messages/sections/first-steps.ts';
import { described, plural } from '../../messages/sections/phrases.ts';
import { clockTime } from '../../messages/text/time.ts';
import { ActBar } from '../components/action-forms.tsx';
import { Backfill } from '../components/backfill.tsx';
import { FloodEndpoints } from '../components/flood-endpoints.tsx';
import { Facts } from '../components/incident-facts.tsx';
import { State } from '../components/incident-row.tsx';
import { type Message, Note } from '../components/note.tsx';
import { type NotificationQuery, Notifications } from '../components/notification-list.tsx';
import { Page } from '../components/page.tsx';
import { rawFields } from '../components/raw-fields.ts';
import { Steps } from '../components/steps.tsx';
import { TimeLine } from '../components/timeline.tsx';
import { silenceNow } from '../view/active-silence.ts';
import { headlineOf, shownText } from '../view/labels.ts';
import { nextWords } from '../view/next-alert.ts';
import type { Typed } from '../view/typed.ts';
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
  /** The name that this browser remembers; with `isNameAsked` another one is to be typed. */
  actor: string;
  isNameAsked: boolean;
  /** What came of an action, or what is wrong with one; then `typed` is what was typed. */
  message?: Message;
  typed?: Typed;
};

/**
 * Everything about one outage, in the order in which somebody who was just woken asks for it: what is true, what to do,
 * what to do first; then the facts.
 */
export const IncidentPage = (props: IncidentProps) => {
  const { view, incident, silence, message } = props;
  const headline = headlineOf(incident, view);
  const isOver = incident.state === 'resolved';
  const isTest = isTestAlert(incident);
  const isSilencedNow = silenceNow(silence, incident, view) !== undefined;
  return (
    <Page
      title={headline}
      view={view}
      tab="none"
      attention={attentionOf(incident, silence, view.oncall, new Date(view.now)) === 'needs-somebody' ? 1 : 0}
      isLive={message?.tone !== 'bad'}
    >
      <div class="head" data-d="1">
        <div>
          <p class="eyebrow">
            <State incident={incident} view={view} silence={silence} />
            {!isTest && <span>{described(incident, view.oncall).severity}</span>}
          </p>
          <h1>{headline}</h1>
          {message && <Note tone={message.tone}>{shownText(message.text)}</Note>}
          <p class="lead">{shownText(incidentStory(incident).sentence)}</p>
          {!isTest && <p>{impactOf(incident, view)}</p>}
          {!isOver && <p>{nextWords(incident, silence, view)}</p>}
        </div>
        {!isOver && <ActBar {...props} isSilenced={isSilencedNow} />}
      </div>
      {!isTest && (isOver ? <FetchAgain {...props} /> : <FirstSteps {...props} />)}
      <FloodEndpoints incident={incident} view={view} />
      <div class="beside" data-d="1">
        <Facts incident={incident} silence={silence} view={view} />
        <TimeLine {...props} />
      </div>
      {!isTest && !isOver && !isUnreadable(incident) && <FetchAgain {...props} />}
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

/** What it has cost so far. */
const impactOf = (incident: Incident, { now, oncall }: View): string => {
  const since = clockTime(Date.parse(incident.openedAt), now, oncall.timeZone);
  if (isUnreadable(incident))
    return `${plural(incident.count, 'post')} that we could not read since ${since}.`;
  if (isUnreported(incident))
    return incident.state === 'resolved'
      ? 'Flavours has reported no lost event.'
      : 'Flavours has reported no lost event yet; while this lasts, each new one is lost.';
  return `At least ${plural(incident.count, 'event')} lost since ${since}.`;
};

const FirstSteps = ({ incident, view }: IncidentProps) => (
  <section aria-labelledby="first">
    <h2 id="first">Do first</h2>
    <Steps steps={firstSteps(incident, view)} />
  </section>
);

/** What was lost, to be fetched once it works; of posts that could not be read, the posts. */
const FetchAgain = ({ incident, view }: IncidentProps) => {
  const backfill = backfillOf(incident, view.oncall);
  if (isUnreadable(incident))
    return (
      <section aria-labelledby="again">
        <h2 id="again">If nobody has read them yet</h2>
        <Steps steps={firstSteps(incident, view).slice(0, 1)} />
      </section>
    );
  return backfill ? (
    <Backfill backfill={backfill} isOver={incident.state === 'resolved'} view={view} />
  ) : null;
};
