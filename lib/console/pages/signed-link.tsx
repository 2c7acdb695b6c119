import { adviceFor } from '../../domain/diagnosis/advice.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Purpose } from '../../domain/security/signed-link.ts';
import { addressOf, statusOf } from '../../messages/sections/phrases.ts';
import { minutesInWords } from '../../messages/text/time.ts';
import { acceptableError, ReasonField, UntilField, WhoField } from '../components/action-forms.tsx';
import { State } from '../components/incident-row.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Steps } from '../components/steps.tsx';
import { When } from '../components/timestamp.tsx';
import { headlineOf, shownText, summaryOf } from '../view/labels.ts';
import { pathOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  incident: Incident;
  purpose: Purpose;
  /** The signed link itself: where the form posts to. */
  link: string;
  said?: { text: string; tone: 'good' | 'plain' | 'bad' };
};

const LABELS = {
  acknowledge: 'I am on it',
  resolve: 'It works again',
  silence: 'Silence it',
} as const;

const whatItDoes = ({ oncall }: View) => ({
  acknowledge: `Reminders and further levels stay away for ${minutesInWords(oncall.acknowledgementMinutes)}, and the others are told by email.`,
  resolve: 'The incident is closed, and everybody who heard of it is told.',
  silence: 'Nobody is woken by this endpoint for that time. It always ends.',
});

/** What a link in a mail opens. Opening it does nothing, however often: only its button acts. */
export const ActPage = ({ view, incident, purpose, link, said }: Props) => {
  const headline = headlineOf(incident, view);
  const endpoint = addressOf(incident);
  const error = acceptableError(incident);
  const isDone = said !== undefined && said.tone !== 'bad';
  const { sentence, steps } = adviceFor(incident.cause, incident.endpoint);
  return (
    <Page title={headline} view={view}>
      <p class="eyebrow">
        <State incident={incident} view={view} />
        <span>Incident {shownText(incident.incidentId)}</span>
      </p>
      <h1>{headline}</h1>
      {said && <Note tone={said.tone}>{shownText(said.text)}</Note>}
      <p class="lead">{summaryOf(incident)}</p>
      <dl>
        <dt>Since</dt>
        <dd>
          <When at={incident.openedAt} view={view} />
        </dd>
        <dt>Cause</dt>
        <dd>{sentence.replace(/\.$/, `${statusOf(incident)}.`)}</dd>
        {endpoint && (
          <>
            <dt>Endpoint</dt>
            <dd>
              <bdi>{endpoint}</bdi>
            </dd>
          </>
        )}
      </dl>
      {purpose !== 'view' && incident.state !== 'resolved' && !isDone && (
        <section class="card" aria-label="Act">
          <p>{whatItDoes(view)[purpose]}</p>
          <form method="post" action={link}>
            <div class="fields">
              <div>
                <WhoField id="who" who="" />
              </div>
              {purpose === 'silence' && (
                <>
                  <div>
                    <UntilField id="until" />
                  </div>
                  <div class="wide">
                    <ReasonField id="reason" />
                  </div>
                </>
              )}
            </div>
            <p class="buttons">
              <button type="submit">{LABELS[purpose]}</button>
              {purpose === 'resolve' && error !== undefined && (
                <button type="submit" name="kind" value="normal" class="plain">
                  It works and always answers {error}
                </button>
              )}
            </p>
          </form>
        </section>
      )}
      {incident.state === 'resolved' && !said && <Note>It is over: there is nothing to do here.</Note>}
      {incident.state !== 'resolved' && (
        <section aria-labelledby="first">
          <h2 id="first">Do first</h2>
          <Steps steps={steps} />
        </section>
      )}
      <p>
        <a href={pathOf(incident)}>All about it, in the console</a>
      </p>
    </Page>
  );
};
