import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { placeRead } from '../../messages/sections/phrases.ts';
import { duration } from '../../messages/text/time.ts';
import { attentionIn, isUnverified, nameOf, severityOf, stateOf, summaryOf } from '../view/labels.ts';
import { nextWords } from '../view/next-alert.ts';
import { pathOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { Ago } from './timestamp.tsx';

type Props = { incident: Incident; view: View; silence?: Silence | undefined };

/** The state of an incident in a word, with its colour: red alone is what needs somebody. */
export const State = ({ incident, view, silence }: Props) => {
  const attention = attentionIn(incident, silence, view);
  const tone = isUnverified(incident) ? 'unverified' : severityOf(incident, view);
  return <span class={`state ${attention} ${tone}`}>{stateOf(incident, silence, view)}</span>;
};

/** One incident in a list. With `isTicked` it can be chosen there, together with others. */
export const IncidentRow = ({ incident, view, silence, isTicked }: Props & { isTicked?: boolean }) => {
  const { resolvedAt, openedAt, incidentId } = incident;
  const name = nameOf(incident, view);
  return (
    <li class={isTicked === undefined ? undefined : 'tick'}>
      {isTicked !== undefined && (
        <input
          type="checkbox"
          name="incident"
          value={incidentId}
          checked={isTicked}
          aria-label={`Choose ${name}, ${placeRead(incident)}`}
        />
      )}
      <span class="name">
        <a href={pathOf(incident)}>{name}</a>
      </span>
      <State incident={incident} view={view} silence={silence} />
      <p>{summaryOf(incident)}</p>
      <p>
        <small>
          {!isTestAlert(incident) && (
            <>
              <bdi>{placeRead(incident)}</bdi> ·{' '}
            </>
          )}
          <Ago at={openedAt} view={view} />
          {resolvedAt && `, for ${duration(Date.parse(resolvedAt) - Date.parse(openedAt))}`}
        </small>
      </p>
      {incident.state !== 'resolved' && (
        <p>
          <small>{nextWords(incident, silence, view)}</small>
        </p>
      )}
    </li>
  );
};
