import { backfillOf } from '../../domain/incidents/backfill.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { Purpose } from '../../domain/security/signed-link.ts';
import { firstSteps } from '../../messages/sections/first-steps.ts';
import { addressOf } from '../../messages/sections/phrases.ts';
import { endingSentence } from '../../messages/sections/resolution.ts';
import { acceptableError } from '../components/action-forms.tsx';
import { Backfill } from '../components/backfill.tsx';
import { CloseAnyway } from '../components/close-anyway.tsx';
import { ActorField, SilenceFields } from '../components/form-fields.tsx';
import { State } from '../components/incident-row.tsx';
import { type Message, Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Steps } from '../components/steps.tsx';
import { When } from '../components/timestamp.tsx';
import { warningBeforeClosing, whatItDoes } from '../view/act-words.ts';
import { headlineOf, shownText, summaryOf } from '../view/labels.ts';
import { nextWords } from '../view/next-alert.ts';
import { pathOf } from '../view/paths.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  incident: Incident;
  purpose: Purpose;
  /** The signed link itself: where the form posts to. */
  link: string;
  silence: Silence | undefined;
  /** The name that this browser remembers. */
  actor: string;
  /** What came of an action, or what is wrong with one; then `typed` is what was typed. */
  message?: Message;
  typed?: Typed;
};

const LABELS = {
  acknowledge: 'I am on it',
  resolve: 'It works again',
  silence: 'Silence it',
  unsilence: 'End the silence',
} as const;

/** What a link in a mail opens. Opening it does nothing, however often: only its button acts. */
export const SignedActionPage = ({
  view,
  incident,
  purpose,
  link,
  silence,
  actor,
  message,
  typed,
}: Props) => {
  const headline = headlineOf(incident, view);
  const endpoint = addressOf(incident);
  const error = acceptableError(incident);
  const isDone = message !== undefined && message.tone !== 'bad';
  const { sentence, area } = incidentStory(incident);
  const isOver = incident.state === 'resolved';
  const warns = purpose === 'resolve' && warningBeforeClosing(incident, view) !== undefined;
  const backfill = isOver ? backfillOf(incident, view.oncall) : undefined;
  return (
    <Page title={headline} view={view}>
      <p class="eyebrow">
        <State incident={incident} view={view} silence={silence} />
        <span>Incident {shownText(incident.incidentId)}</span>
      </p>
      <h1>{headline}</h1>
      {message && <Note tone={message.tone}>{shownText(message.text)}</Note>}
      <p class="lead">{summaryOf(incident)}</p>
      {!isOver && <p>{nextWords(incident, silence, view)}</p>}
      {purpose !== 'view' && incident.state !== 'resolved' && !isDone && (
        <section class="card" aria-label="Act">
          <form method="post" action={link}>
            {purpose === 'resolve' && <CloseAnyway incident={incident} view={view} />}
            <p>{whatItDoes(purpose, incident, view)}</p>
            <div class="fields">
              <div>
                <ActorField id="actor" actor={typed?.['actor'] ?? actor} />
              </div>
              {purpose === 'silence' && <SilenceFields typed={typed} />}
            </div>
            <p class="buttons">
              <button type="submit">{warns ? 'Close it anyway' : LABELS[purpose]}</button>
              {purpose === 'resolve' && error !== undefined && (
                <button type="submit" name="kind" value="normal" class="plain">
                  It works and always answers {error}
                </button>
              )}
            </p>
          </form>
        </section>
      )}
      <dl>
        <dt>Since</dt>
        <dd>
          <When at={incident.openedAt} view={view} />
        </dd>
        <dt>Cause</dt>
        <dd>
          {shownText(sentence)}
          {area !== 'unknown' && <small> Area: {area}.</small>}
        </dd>
        {isOver && (
          <>
            <dt>Over</dt>
            <dd>{endingSentence(incident, view)}</dd>
          </>
        )}
        {endpoint && (
          <>
            <dt>Endpoint</dt>
            <dd>
              <bdi>{endpoint}</bdi>
            </dd>
          </>
        )}
      </dl>
      {isOver && !message && <Note>It is over: there is nothing to do here but to fetch what was lost.</Note>}
      {!isOver && !isTestAlert(incident) && (
        <section aria-labelledby="first">
          <h2 id="first">Do first</h2>
          <Steps steps={firstSteps(incident, view)} />
        </section>
      )}
      {backfill && <Backfill backfill={backfill} isOver view={view} />}
      <p>
        <a href={pathOf(incident)}>All about it, in the console</a>
      </p>
    </Page>
  );
};
