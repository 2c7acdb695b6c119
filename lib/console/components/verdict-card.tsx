import type { Incident } from '../../domain/incidents/incident.ts';
import { verdictOf } from '../../domain/incidents/verdict.ts';
import { seen } from '../../messages/sections/probe.ts';
import { shownText } from '../view/labels.ts';
import type { View } from '../view/view.ts';
import { Normal } from './monitor-card.tsx';
import { At } from './timestamp.tsx';

/** What our own look at the endpoint says beside what Flavours says. */
export const Verdict = ({ incident, view }: { incident: Incident; view: View }) => {
  const { probe } = incident;
  if (!probe) return null;
  const verdict = verdictOf(incident);
  return (
    <>
      {verdict && (
        <>
          <dt>Verdict</dt>
          <dd>
            {shownText(verdict.sentence)} <small>How sure: {verdict.sure}.</small>
          </dd>
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
