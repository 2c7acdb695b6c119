import { summaryOfFlood } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { endpointCount, readFloodStep } from '../../messages/sections/flood.ts';
import { plural } from '../../messages/sections/phrases.ts';
import { shownText } from '../view/labels.ts';
import type { View } from '../view/view.ts';
import { Steps } from './steps.tsx';
import { At } from './timestamp.tsx';

/** The endpoints of a source's flood: the listed ones, and where all others can be read. */
export const FloodEndpoints = ({ incident, view }: { incident: Incident; view: View }) => {
  const { flood } = incident;
  if (!flood) return null;
  const { listed, unlisted } = summaryOfFlood(flood);
  return (
    <section aria-labelledby="endpoints">
      <h2 id="endpoints">Endpoints without an incident of their own</h2>
      <p>
        {endpointCount(flood)}.
        {unlisted > 0 &&
          ` The first that came are listed; ${plural(unlisted, 'notification')} came of others.`}
      </p>
      <ul>
        {listed.map(({ endpoint, count, lastAt }) => (
          <li>
            <bdi>{shownText(endpoint)}</bdi> · {plural(count, 'event')} lost, the last{' '}
            <At at={lastAt} view={view} />
          </li>
        ))}
      </ul>
      <Steps steps={[readFloodStep(incident, view)]} />
    </section>
  );
};
