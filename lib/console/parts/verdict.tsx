import type { Incident } from '../../incident.ts';
import { seen } from '../../messages/seen.ts';
import { verdictOf } from '../../verdict.ts';
import { shownText } from '../words.ts';
import { At } from './time.tsx';
import type { View } from './view.ts';

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
    </>
  );
};
