import type { Backfill as Window } from '../../domain/incidents/backfill.ts';
import { localPeriod, utcTime } from '../../messages/text/time.ts';
import type { View } from '../view/view.ts';
import { Steps } from './steps.tsx';

/** What to fetch from Flavours again, from when to when, and how. */
export const Backfill = ({
  backfill: { from, to, reason, steps },
  isOver,
  view,
}: {
  backfill: Window;
  isOver: boolean;
  view: View;
}) => (
  <section aria-labelledby="again">
    <h2 id="again">{isOver ? 'Fetch again' : 'To fetch again once it works'}</h2>
    <p>
      {localPeriod(from, to, view.oncall.timeZone)}
      <br />
      <small>
        {utcTime(from)} to {utcTime(to)}. {reason}
      </small>
    </p>
    <Steps steps={steps} />
  </section>
);
