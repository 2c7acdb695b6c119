import { plural } from '../../messages/sections/phrases.ts';

/** One bar: how many incidents opened in a day or month, those of critical endpoints apart. */
export type Bar = { label: string; critical: number; others: number };

const HEIGHT = 40;
const WIDTH = 0.72;

const barPath = (x: number, from: number, to: number, most: number): string => {
  const y = (count: number): string => (HEIGHT - (count / most) * HEIGHT).toFixed(2);
  return to === from ? '' : `M${x} ${y(from)}V${y(to)}h${WIDTH}V${y(from)}z`;
};

const sumOf = ({ critical, others }: Bar): number => critical + others;

/** Bars over time with what a screen reader says of them, and the same as a table. */
export const BarChart = ({ title, unit, bars }: { title: string; unit: string; bars: readonly Bar[] }) => {
  const most = Math.max(...bars.map(sumOf), 0);
  const highest = bars.find((bar) => sumOf(bar) === most);
  const filled = bars.filter((bar) => sumOf(bar) > 0);
  if (!highest || most === 0) return null;
  const total = plural(
    bars.reduce((sum, bar) => sum + sumOf(bar), 0),
    'incident',
  );
  const middle = bars[Math.floor(bars.length / 2)];
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <span class="key">
          <span class="k-bad">critical</span> <span class="k-warn">others</span>
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${total}, at most ${most} (${highest.label})`}
      >
        <path class="n" d={`M0 ${HEIGHT - 0.4}h${bars.length}v.4h-${bars.length}z`} />
        <path class="d" d={bars.map((bar, x) => barPath(x, 0, bar.critical, most)).join('')} />
        <path class="p" d={bars.map((bar, x) => barPath(x, bar.critical, sumOf(bar), most)).join('')} />
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{middle?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </p>
      <details>
        <summary>
          As a table (most: {most}, {highest.label})
        </summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{unit}</th>
              <th scope="col">Critical</th>
              <th scope="col">Others</th>
            </tr>
          </thead>
          <tbody>
            {filled.map(({ label, critical, others }) => (
              <tr>
                <th scope="row">{label}</th>
                <td data-is="Critical: ">{critical}</td>
                <td data-is="Others: ">{others}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
