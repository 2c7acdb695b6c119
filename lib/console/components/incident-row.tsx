import type { Incident } from '../../domain/incidents/incident.ts';
import { placeRead } from '../../messages/sections/phrases.ts';
import { duration } from '../../messages/text/time.ts';
import { isUnverified, nameOf, severityOf, shownText, stateOf, summaryOf } from '../view/labels.ts';
import { pathOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { Ago } from './timestamp.tsx';

export const State = ({ incident, view }: { incident: Incident; view: View }) => (
  <span
    class={`state ${incident.state} ${isUnverified(incident) ? 'unverified' : severityOf(incident, view)}`}
  >
    {stateOf(incident)}
  </span>
);

/** One incident in a list. */
export const IncidentRow = ({ incident, view, next }: { incident: Incident; view: View; next?: string }) => {
  const { resolvedAt, openedAt, acknowledgedBy } = incident;
  return (
    <li>
      <span class="name">
        <a href={pathOf(incident)}>{nameOf(incident, view)}</a>
      </span>
      <State incident={incident} view={view} />
      <p>{summaryOf(incident)}</p>
      <p>
        <small>
          <bdi>{placeRead(incident)}</bdi> · <Ago at={openedAt} view={view} />
          {resolvedAt && `, for ${duration(Date.parse(resolvedAt) - Date.parse(openedAt))}`}
          {incident.state === 'acknowledged' && acknowledgedBy && (
            <>
              {' '}
              · <bdi>{shownText(acknowledgedBy)}</bdi> is on it
            </>
          )}
        </small>
      </p>
      {next !== undefined && (
        <p>
          <small>{next}</small>
        </p>
      )}
    </li>
  );
};
