import { canHold } from '../processor-share.ts';
import { GROUP, type Place, type Subject } from './function.ts';
import { type Sample, takeSample } from './sample.ts';
import type { Services } from './services.ts';

const WARM = 60;

export type Taken = { samples: Sample[]; heldFirstMs: number[] };

/** Cold starts of all subjects, round by round; `share` of a core is left to each second one of a subject after its init. */
export const takeRounds = async (
  subjects: readonly Subject[],
  place: Place,
  services: Services,
  { rounds, share }: { rounds: number; share: number },
): Promise<Map<Subject, Taken>> => {
  const taken = new Map<Subject, Taken>(
    subjects.map((subject) => [subject, { samples: [], heldFirstMs: [] }]),
  );
  const canShare = canHold(GROUP);
  for (const subject of subjects) await takeSample(subject, place, 0); // the first reads the disk
  for (let round = 0; round < rounds; round++) {
    // Forth and back, so that nobody is always before or behind the same one.
    for (const [subject, { samples, heldFirstMs }] of round % 2 === 0 ? taken : [...taken].toReversed()) {
      const before = services.stored.size;
      samples.push(await takeSample(subject, place, WARM));
      const stored = services.stored.size - before;
      if (subject.stores && stored !== WARM + 1)
        throw new Error(`${subject.name}: stored ${stored} of ${WARM + 1} notifications`);
      if (canShare) heldFirstMs.push((await takeSample(subject, place, 0, share)).firstMs);
    }
    process.stdout.write(`cold starts: round ${round + 1} of ${rounds}\n`);
  }
  return taken;
};
