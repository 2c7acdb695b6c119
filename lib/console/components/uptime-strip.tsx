import type { ProbeResult } from '../../domain/probing/probe-result.ts';
import { availabilityOf, type Cell, monitoredMs, stripOf } from '../../domain/probing/uptime.ts';
import { duration } from '../../messages/text/time.ts';
import type { View } from '../view/view.ts';

const HOUR_MS = 60 * 60_000;
const PERIODS = [
  { label: '24 h', ms: 24 * HOUR_MS, cells: 48 },
  { label: '7 d', ms: 7 * 24 * HOUR_MS, cells: 56 },
  { label: '90 d', ms: 90 * 24 * HOUR_MS, cells: 90 },
] as const;

const CLASSES: Record<Cell, string> = { up: 'u', down: 'd', unknown: 'n' };
const HEIGHT = 10;
const GAP = 0.25;

/** One path for all cells of a kind, drawn by a stroke as high as the strip: a page may hold many strips. */
const pathOf = (cells: readonly Cell[], kind: Cell): string =>
  cells.map((cell, x) => (cell === kind ? `M${x} 5h.75` : '')).join('');

/** The share of a time in which it worked, or for how long it has been monitored where that is too short for a share. */
const shareWords = (results: readonly ProbeResult[], from: number, now: number): string => {
  const share = availabilityOf(results, from, now);
  if (share === undefined) {
    const monitored = monitoredMs(results, from, now);
    return monitored === 0 ? 'not known' : `monitored for ${duration(monitored)}`;
  }
  return share === 1 ? '100 %' : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
};

/** How an endpoint answered our own probes in the last day, week and quarter. */
export const Strips = ({ results, view }: { results: readonly ProbeResult[]; view: View }) => (
  <div class="strips">
    {PERIODS.map(({ label, ms, cells }) => {
      const strip = stripOf(results, view.now - ms, view.now, cells);
      const share = shareWords(results, view.now - ms, view.now);
      return (
        <figure>
          <svg
            viewBox={`0 0 ${cells - GAP} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Availability, last ${label}: ${share}`}
          >
            {(['unknown', 'up', 'down'] as const).map((kind) =>
              strip.includes(kind) ? <path class={CLASSES[kind]} d={pathOf(strip, kind)} /> : null,
            )}
          </svg>
          <figcaption>
            <span>{label}</span>
            <span>{share}</span>
          </figcaption>
        </figure>
      );
    })}
    <Sparkline results={results} />
  </div>
);

const WIDTH = 60;
const LEAST_POINTS = 3;

/**
 * How long the last answers took. Of a long calm only the ends are kept, so it is drawn result by result, not by
 * time.
 */
const Sparkline = ({ results }: { results: readonly ProbeResult[] }) => {
  const times = results.filter(({ kind }) => kind === 'up').map(({ ms }) => Math.round(ms));
  const last = times.at(-1);
  if (times.length < LEAST_POINTS || last === undefined) return null;
  const most = Math.max(...times, 1);
  const points = times
    .map(
      (ms, index) =>
        `${((index / (times.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 1 - (ms / most) * (HEIGHT - 2)).toFixed(1)}`,
    )
    .join(' ');
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Response times: ${last} ms last, ${most} ms at most`}
      >
        <polyline class="l" points={points} />
      </svg>
      <figcaption>
        <span>Answers in</span>
        <span>{last} ms</span>
      </figcaption>
    </figure>
  );
};
