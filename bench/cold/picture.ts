import type { Row } from './row.ts';

const LINE = 26;
const LEFT = 250;
const WIDTH = 420;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Processor time of a cold start as bars: init in the lighter part, the first request in the darker one. */
export const picture = (rows: readonly Row[]): string => {
  const most = Math.max(...rows.map(({ cpu }) => cpu[1]));
  const bars = rows.map(({ name, initCpu, cpu, ratio }, index) => {
    const y = 34 + index * LINE;
    const init = (Math.min(initCpu[1], cpu[1]) / most) * WIDTH;
    const whole = (cpu[1] / most) * WIDTH;
    const weight = name.startsWith('our') ? ' font-weight="bold"' : '';
    return `<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end"${weight}>${escaped(name)}</text><rect x="${LEFT}" y="${y}" width="${whole.toFixed(1)}" height="18" fill="#1f5fa8"/><rect x="${LEFT}" y="${y}" width="${init.toFixed(1)}" height="18" fill="#8db8e8"/><text x="${LEFT + whole + 6}" y="${y + 13}">${cpu[1].toFixed(0)} ms, ${ratio.toFixed(2)} ×</text>`;
  });
  const height = 44 + rows.length * LINE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}" font-family="sans-serif" font-size="13" role="img"><title>Processor time of a cold start</title><rect width="800" height="${height}" fill="#fff"/><text x="12" y="20" font-size="14">Processor time of a cold start: init (light) and first request (dark)</text>${bars.join('')}</svg>\n`;
};
