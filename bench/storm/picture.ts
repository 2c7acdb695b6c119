import type { Result } from './result.ts';

const MB = 1024 * 1024;
const PANEL = { width: 340, height: 200, left: 52, top: 40, gap: 70 };
const COLOURS = ['#1f6feb', '#bf5700', '#2da44e'];

type Panel = { title: string; value: (result: Result) => number };
const PANELS: readonly Panel[] = [
  { title: 'CPU ms per notification', value: ({ cpuMs, notifications }) => cpuMs / notifications },
  { title: 'Peak RSS, MB', value: ({ peakBytes }) => peakBytes / MB },
];

/** Two panels, a line for each number of endpoints, over notifications on a logarithmic scale, as SVG. */
export const picture = (results: readonly Result[]): string => {
  const endpoints = [...new Set(results.map((result) => result.endpoints))];
  const width = PANELS.length * (PANEL.width + PANEL.gap) + 20;
  const height = PANEL.top + PANEL.height + 70;
  const legend = endpoints.map((count, index) => {
    const x = PANEL.left + index * 150;
    const y = height - 12;
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour(index)}"/><text x="${x + 16}" y="${y}">${count.toLocaleString('en-US')} ${count === 1 ? 'endpoint' : 'endpoints'}</text>`;
  });
  const panels = PANELS.map((panel, index) => panelOf(panel, index, results, endpoints));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">
<title>Cost and memory by the size of the storm</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${[...panels, ...legend].join('\n')}
</svg>
`;
};

const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '#000';

const panelOf = (
  { title, value }: Panel,
  index: number,
  results: readonly Result[],
  endpoints: readonly number[],
): string => {
  const originX = PANEL.left + index * (PANEL.width + PANEL.gap);
  const sizes = [...new Set(results.map(({ notifications }) => notifications))].toSorted((a, b) => a - b);
  const highest = Math.max(...results.map(value)) * 1.1;
  const span = Math.log10((sizes.at(-1) ?? 10) / (sizes[0] ?? 1)) || 1;
  const x = (size: number): number => originX + (Math.log10(size / (sizes[0] ?? 1)) / span) * PANEL.width;
  const y = (amount: number): number => PANEL.top + PANEL.height * (1 - amount / highest);
  const bottom = PANEL.top + PANEL.height;
  const ticks = [0, 0.5, 1].map((part) => {
    const amount = highest * part;
    const label = amount >= 10 ? Math.round(amount) : amount.toFixed(1);
    return `<line x1="${originX}" x2="${originX + PANEL.width}" y1="${y(amount)}" y2="${y(amount)}" stroke="#ddd"/><text x="${originX - 6}" y="${y(amount) + 4}" text-anchor="end">${label}</text>`;
  });
  const names = sizes.map(
    (size) =>
      `<text x="${x(size)}" y="${bottom + 18}" text-anchor="middle">${size.toLocaleString('en-US')}</text>`,
  );
  const lines = endpoints.map((count, line) => {
    const points = results
      .filter((result) => result.endpoints === count)
      .map((result) => [x(result.notifications).toFixed(1), y(value(result)).toFixed(1)]);
    const dots = points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour(line)}"/>`);
    return `<polyline fill="none" stroke="${colour(line)}" stroke-width="2" points="${points.map((point) => point.join(',')).join(' ')}"/>${dots.join('')}`;
  });
  const heading = `<text x="${originX}" y="${PANEL.top - 16}" font-weight="bold">${title}</text>`;
  const axis = `<text x="${originX + PANEL.width / 2}" y="${bottom + 36}" text-anchor="middle">notifications</text>`;
  return [heading, ...ticks, ...names, axis, ...lines].join('\n');
};
