import { redactionBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
import { redact } from '../../lib/domain/security/redact.ts';
import { SECRETS } from '../../tests/unit/domain/security/secrets.ts';
import { WORST_BEGINNINGS, WORST_UNITS } from '../../tests/unit/domain/security/worst-texts.ts';

/*
 * How long redaction takes on 16 KiB of deliberately slow texts, and whether twice the text takes twice the time:
 * `npm run bench:redaction`.
 */
const BYTES = 16 * 1024;
const ROUNDS = 15;

/** Encoded so often that every layer is read. */
const LAYERED = '%252541';
/** A text without any of these is known to hold no secret. */
const READ = ' 1:';

type Worst = { name: string; textOf: (length: number) => string };
const worstTexts: Worst[] = [
  ...[...WORST_UNITS, ...SECRETS.map(({ text }) => `${text} `)].map((unit) => ({
    name: unit,
    textOf: (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length),
  })),
  ...WORST_BEGINNINGS.map(([beginning, unit, end]) => ({
    name: `${beginning}${unit}…${end}`,
    textOf: (length: number) =>
      `${beginning}${unit.repeat(Math.floor((length - beginning.length) / unit.length))}${end}`,
  })),
];

/** The fastest of some rounds: whatever else the machine does only makes it slower. */
const fastestMs = (text: string): number => {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    redact(text);
    return performance.now() - began;
  });
  return Math.min(...times);
};

const main = (): void => {
  const rows = worstTexts
    .map(({ name, textOf }) => ({
      name,
      once: fastestMs(`${textOf(BYTES - READ.length)}${READ}`),
      ratio: fastestMs(textOf(4 * BYTES)) / fastestMs(textOf(2 * BYTES)),
      layered: fastestMs(`${textOf(BYTES - LAYERED.length)}${LAYERED}`),
    }))
    .toSorted((a, b) => b.layered - a.layered);
  process.stdout.write('    ms  layered ms  twice the text\n');
  for (const { name, once, layered, ratio } of rows.slice(0, 25)) {
    process.stdout.write(
      `${once.toFixed(2).padStart(6)}${layered.toFixed(2).padStart(12)}  x${ratio.toFixed(1)}  ${JSON.stringify(name.slice(0, 60))}\n`,
    );
  }
  const worst = Math.max(...rows.map(({ once }) => once));
  const layered = Math.max(...rows.map((row) => row.layered));
  process.stdout.write(
    `Slowest of ${rows.length} texts of 16 KiB: ${worst.toFixed(2)} ms as they are, ${layered.toFixed(2)} ms read in all layers; twice the text takes at most ${Math.max(...rows.map(({ ratio }) => ratio)).toFixed(1)} times as long\n`,
  );
};

run(redactionBenchCommand(), main);
