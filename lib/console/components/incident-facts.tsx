import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable, isUnreported } from '../../domain/incidents/incident-kind.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { closesByItself } from '../../messages/sections/next-alert.ts';
import { addressOf, ranked } from '../../messages/sections/phrases.ts';
import { endingSentence, lastedSentence } from '../../messages/sections/resolution.ts';
import { silenceNow } from '../view/active-silence.ts';
import { alertedWords } from '../view/alerted-words.ts';
import { dutiesNow, dutiesWords } from '../view/duty-words.ts';
import { shownText } from '../view/labels.ts';
import { DUTY_PATH, endpointPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { LastPost } from './last-post.tsx';
import { At, When } from './timestamp.tsx';
import { Verdict } from './verdict-card.tsx';

type Props = { view: View; incident: Incident; silence: Silence | undefined };

/** What is known of an incident, for whoever wants more than the first sentence. */
export const Facts = ({ view, incident, silence }: Props) => {
  const { count, sources, lastAt, openedAt, resolvedAt } = incident;
  const { area } = incidentStory(incident);
  const endpoint = addressOf(incident);
  const named = ranked(sources).map(([source, of]) => `${shownText(source)} ${of}`);
  const isTest = isTestAlert(incident);
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl>
        <dt>Since</dt>
        <dd>
          <When at={openedAt} view={view} />
          {!isUnreadable(incident) &&
            !isTest &&
            count > 0 &&
            '. Flavours had already tried three times, so it began earlier.'}
        </dd>
        {resolvedAt !== undefined && (
          <>
            <dt>Over</dt>
            <dd>
              <When at={resolvedAt} view={view} />.{' '}
              {isTest
                ? 'The test was sent.'
                : `${endingSentence(incident, view)} ${lastedSentence(incident) ?? ''}`}
            </dd>
          </>
        )}
        {resolvedAt === undefined && !isUnreported(incident) && (
          <>
            <dt>Last heard</dt>
            <dd>
              <When at={lastAt} view={view} />
            </dd>
          </>
        )}
        {named.length > 1 && (
          <>
            <dt>By source</dt>
            <dd>{named.join(', ')}</dd>
          </>
        )}
        {!isTest && (
          <>
            {area !== 'unknown' && (
              <>
                <dt>Area</dt>
                <dd>{area}</dd>
              </>
            )}
            <Verdict incident={incident} view={view} />
            <LastPost incident={incident} />
          </>
        )}
        {endpoint && !isTest && (
          <>
            <dt>Endpoint</dt>
            <dd>
              <a href={endpointPath(incident.endpointKey)}>
                <bdi>{endpoint}</bdi>
              </a>
            </dd>
          </>
        )}
        <People incident={incident} view={view} />
        <DeadLetter incident={incident} silence={silence} view={view} />
        {incident.state !== 'resolved' && !isTest && (
          <>
            <dt>Ends</dt>
            <dd>{closesByItself(incident, view.oncall)}</dd>
          </>
        )}
        <dt>Incident</dt>
        <dd>{shownText(incident.incidentId)}</dd>
      </dl>
    </section>
  );
};

/** Who was called about it by name, and who is on duty while it lasts. */
const People = ({ incident, view }: Pick<Props, 'incident' | 'view'>) => {
  const alerted = alertedWords(incident, view);
  const duties = incident.state === 'resolved' ? [] : dutiesNow(view);
  return (
    <>
      {alerted !== '' && (
        <>
          <dt>Alerted</dt>
          <dd>{alerted}</dd>
        </>
      )}
      {duties.length > 0 && (
        <>
          <dt>On duty</dt>
          <dd>
            <a href={DUTY_PATH}>{dutiesWords(duties, view)}</a>
          </dd>
        </>
      )}
    </>
  );
};

/** Why nobody is woken by it now, with the reasons that people gave. */
const DeadLetter = ({ incident, silence, view }: Props) => {
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
            By <bdi>{shownText(quiet.actor)}</bdi> until <At at={quiet.until} view={view} />
            {quiet.baseline && ', or until it gets ten times worse or the cause changes'}:{' '}
            <bdi>{shownText(quiet.reason)}</bdi>
          </dd>
        </>
      )}
    </>
  );
};
