import type { Durations, Statistics } from '../../domain/incidents/statistics.ts';
import { duration, MINUTE_MS } from '../../messages/text/time.ts';
import { Figure } from './figure.tsx';
import { Note } from './note.tsx';

/** How long in all; that is nothing where it is less than a minute. */
export const minutesDownWords = (ms: number): string => (ms < MINUTE_MS ? '0 min' : duration(ms));

const atLeast = (isWhole: boolean): string => (isWhole ? '' : 'at least ');

/** The median of some times. */
export const half = ({ median }: Durations): string =>
  median === undefined ? '–' : duration(median * MINUTE_MS);

/** Of how many it is the median, and the mean. */
export const ofMany = ({ incidents, mean }: Durations, what: string): string =>
  mean === undefined
    ? `none was ${what}`
    : incidents === 1
      ? `one was ${what}`
      : `median of ${incidents}; mean ${duration(mean * MINUTE_MS)}`;

/** What the incidents of a search came to. */
export const Totals = ({ statistics, isWhole }: { statistics: Statistics; isWhole: boolean }) => (
  <>
    {!isWhole && (
      <Note tone="plain">
        There is more than can be added up at once: these figures are of the latest part. Fewer months, or a
        filter without text, read further.
      </Note>
    )}
    <dl class="totals">
      <Figure name="Incidents" value={`${atLeast(isWhole)}${statistics.incidents}`} />
      <Figure name="Events lost" value={`at least ${statistics.lostAtLeast}`} />
      <Figure
        name="Down"
        value={`${atLeast(isWhole)}${minutesDownWords(statistics.minutesDown * MINUTE_MS)}`}
        more="all endpoints added up"
      />
      <Figure
        name="To acknowledge"
        value={half(statistics.toAcknowledge)}
        more={ofMany(statistics.toAcknowledge, 'acknowledged')}
      />
      <Figure
        name="To recover"
        value={half(statistics.toRecover)}
        more={ofMany(statistics.toRecover, 'seen to recover')}
      />
    </dl>
  </>
);
