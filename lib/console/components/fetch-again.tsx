import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { lossWindow } from '../../domain/incidents/loss-window.ts';
import { fetchAgain, windowReason } from '../../messages/sections/backfill.ts';
import { described } from '../../messages/sections/phrases.ts';
import { rawTextStep } from '../../messages/sections/unreadable.ts';
import { localSpan, utcTime } from '../../messages/text/time.ts';
import type { View } from '../view/view.ts';
import { Steps } from './steps.tsx';

/** What to read from Flavours again, and from when to when: once it works, since it would fail again before. */
export const FetchAgain = ({ incident, view }: { incident: Incident; view: View }) => {
  if (isUnreadable(incident))
    return (
      <section aria-labelledby="again">
        <h2 id="again">If nobody has read them yet</h2>
        <Steps steps={[rawTextStep(incident, view)]} />
      </section>
    );
  const { from, to } = lossWindow(incident);
  return (
    <section aria-labelledby="again">
      <h2 id="again">{incident.state === 'resolved' ? 'Fetch again' : 'To fetch again once it works'}</h2>
      <p>
        {localSpan(from, to, view.oncall.timeZone)}
        <br />
        <small>
          {utcTime(from)} to {utcTime(to)}. {windowReason(incident)}
        </small>
      </p>
      <Steps steps={fetchAgain(described(incident, view.oncall).family)} />
    </section>
  );
};
