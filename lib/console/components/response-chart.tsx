import type { Incident } from '../../domain/incidents/incident.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { Day } from '../../domain/probing/daily-stats.ts';
import { type ResponseTime, responseRuns } from '../../domain/probing/response-times.ts';
import { isUnreadable, plural } from '../../messages/sections/phrases.ts';
import { duration, localTime } from '../../messages/text/time.ts';
import { dayName } from '../view/months.ts';
import type { View } from '../view/view.ts';

const DAY_MS = 24 * 60 * 60_000;
const HEIGHT = 40;
/** An outage of minutes would be too thin to see. */
const LEAST_WIDTH = 0.1;

type Period = { from: number; to: number };

/** When it was down, as far as incidents say, within some time. */
const outagesIn = (incidents: readonly Incident[], { from, to }: Period): Period[] =>
  incidents
    .filter((one) => !isTestAlert(one) && !isUnreadable(one))
    .map(({ openedAt, resolvedAt }) => ({
      from: Math.max(from, Date.parse(openedAt)),
      to: resolvedAt === undefined ? to : Math.min(to, Date.parse(resolvedAt)),
    }))
    .filter((outage) => outage.to > outage.from)
    .toSorted((a, b) => a.from - b.from);

type Props = { days: readonly Day[]; incidents: readonly Incident[]; view: View; isCut: boolean };

/** How long our probes waited for an answer, day by day, with the outages marked; the table below has the figures. */
export const ResponseChart = ({ days, incidents, view, isCut }: Props) => {
  const runs = responseRuns(days);
  const times = runs.flat();
  const [first] = times;
  if (!first || times.length < 2) return null;
  const period = { from: first.at - DAY_MS / 2, to: view.now };
  const outages = outagesIn(incidents, period);
  const slowest = times.reduce((most, one) => (one.ms > most.ms ? one : most), first);
  const fastest = times.reduce((least, one) => (one.ms < least.ms ? one : least), first);
  const width = (period.to - period.from) / DAY_MS;
  const x = (at: number): string => ((at - period.from) / DAY_MS).toFixed(3);
  const y = (ms: number): string => (HEIGHT - 2 - (ms / Math.max(slowest.ms, 1)) * (HEIGHT - 4)).toFixed(2);
  const lineOf = (run: readonly ResponseTime[]): string =>
    run.map(({ at, ms }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(ms)}`).join('');
  const description = `From ${fastest.ms} ms (${dayName(fastest.day)}) to ${slowest.ms} ms (${dayName(slowest.day)}), on average of a day.`;
  const down = outages.length === 0 ? 'No outage.' : `${plural(outages.length, 'outage')} marked.`;
  return (
    <figure class="chart">
      <figcaption>
        <span>Response time by day (UTC), to {slowest.ms} ms</span>
        <span class="key">
          <span class="k-line">answers in</span> <span class="k-bad">outages</span>
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width.toFixed(3)} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Response time by day. ${description} ${down}`}
      >
        {outages.map(({ from, to }) => (
          <rect
            class="o"
            x={x(from)}
            y="0"
            width={Math.max(LEAST_WIDTH, (to - from) / DAY_MS).toFixed(3)}
            height={HEIGHT}
          />
        ))}
        <path class="n" d={`M0 ${HEIGHT - 0.4}h${width.toFixed(3)}v.4h-${width.toFixed(3)}z`} />
        <path class="l" d={runs.map(lineOf).join('')} />
        <path class="t" d={times.map(({ at, ms }) => `M${x(at)} ${y(ms)}h0`).join('')} />
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{dayName(first.day)}</span>
        <span>now</span>
      </p>
      <p class="soft">
        <small>
          {description}
          {isCut && ' Earlier outages are on the older pages.'}
        </small>
      </p>
      {outages.length > 0 && (
        <details>
          <summary>{plural(outages.length, 'outage')} in this time</summary>
          <ul>
            {outages.map(({ from, to }) => (
              <li>
                {localTime(from, view.oncall.timeZone)}, for {duration(to - from)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </figure>
  );
};
