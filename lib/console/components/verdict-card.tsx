import type { Incident } from '../../domain/incidents/incident.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { seen } from '../../messages/sections/probe.ts';
import { shownText } from '../view/labels.ts';
import type { View } from '../view/view.ts';
import { Normal } from './monitor-card.tsx';
import { At } from './timestamp.tsx';

/** The two witnesses one by one: what Flavours says, what our own probe saw, and how sure both together make us. */
export const Verdict = ({ incident, view }: { incident: Incident; view: View }) => {
  const { probe } = incident;
  const { verdict, reported } = incidentStory(incident);
  if (!probe) return null;
  return (
    <>
      {verdict && (
        <>
          <dt>How sure</dt>
          <dd>{verdict.confidence}</dd>
        </>
      )}
      {verdict && reported !== undefined && (
        <>
          <dt>Flavours</dt>
          <dd>{shownText(reported)}</dd>
        </>
      )}
      <dt>Our probe</dt>
      <dd>
        <At at={probe.at} view={view} />: <bdi>{shownText(seen(probe))}</bdi>
      </dd>
      {incident.normalStatus && incident.normalStatus.status >= 500 && (
        <>
          <dt>Normal answer</dt>
          <dd>
            <Normal normal={incident.normalStatus} view={view} />
          </dd>
        </>
      )}
    </>
  );
};
