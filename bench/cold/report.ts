import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { picture } from './picture.ts';
import { median, type Row, rowOf } from './row.ts';
import type { Sample, Subject } from './sample.ts';

const BEGIN = '<!-- written by npm run bench:cold -->';
const END = '<!-- until here -->';
const PAGE = 'docs/performance.md';
const PICTURE = 'docs/images/cold.svg';

const pair = ([least, middle]: [number, number]): string => `${middle.toFixed(1)} (${least.toFixed(1)})`;
const line = ({ name, zipKb, init, first, initCpu, cpu, ratio, warmP50, warmP99, rss, held }: Row): string =>
  `| ${[
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
  ].join(' | ')} |`;

/** Writes the table and its picture into the documentation; returns the table. */
export const writeReport = (
  root: string,
  samples: ReadonlyMap<Subject, Sample[]>,
  held: ReadonlyMap<Subject, number[]>,
  where: string,
  share: number,
): string => {
  const [floor = []] = samples.values();
  const floorMs = median(floor.map(({ coldCpuMs }) => coldCpuMs));
  const rows = [...samples].map(([subject, taken]) =>
    rowOf(subject, taken, held.get(subject) ?? [], floorMs),
  );
  const table = [
    `| | zip KB | init ms | init CPU ms | cold CPU ms | × floor | first request ms | the same at ${share} core | warm p50 ms | p99 | RSS MB |`,
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows.map(line),
  ].join('\n');
  const page = readFileSync(join(root, PAGE), 'utf8');
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length);
  const after = page.slice(page.indexOf(END));
  const text = `${where}. Medians, and the least in brackets.\n\n${table}\n\n![Processor time of a cold start, in times that of an empty handler](images/cold.svg)`;
  writeFileSync(join(root, PAGE), `${before}\n\n${text}\n\n${after}`);
  writeFileSync(join(root, PICTURE), picture(rows));
  return table;
};
