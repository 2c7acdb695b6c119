import { table } from '../section.ts';
import type { Row } from './row.ts';

const pair = ([least, middle]: [number, number]): string => `${middle.toFixed(1)} (${least.toFixed(1)})`;
const line = ({ name, zipKb, init, first, initCpu, cpu, ratio, warmP50, warmP99, rss, held }: Row) => [
  name.startsWith('our') ? `**${name}**` : name,
  zipKb < 10 ? zipKb.toFixed(1) : zipKb.toFixed(0),
  pair(init),
  pair(initCpu),
  pair(cpu),
  ratio.toFixed(2),
  pair(first),
  held?.toFixed(1) ?? '–',
  warmP50.toFixed(2),
  warmP99.toFixed(2),
  rss.toFixed(0),
];

/** Each peer and each function of ours; their first request also at `share` of a core. */
export const coldTable = (rows: readonly Row[], share: number): string =>
  table(
    [
      '',
      'zip KB',
      'init ms',
      'init CPU ms',
      'cold CPU ms',
      '× floor',
      'first request ms',
      `the same at ${share} core`,
      'warm p50 ms',
      'p99',
      'RSS MB',
    ],
    rows.map(line),
  );
