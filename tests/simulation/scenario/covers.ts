import type { Random } from '../world/random.ts';
import type { Team } from '../world/team.ts';
import type { Standing } from './operator.ts';

const MINUTE_MS = 60_000;
const MOST = 5;

/** Who stands in for whom during a storm, and which of those covers end early; each at so many ms of it. */
export const coversOf = (
  random: Random,
  team: Team | undefined,
  lengthMs: number,
): { afterMs: number; standing: Standing }[] => {
  if (!team) return [];
  const names = Object.keys(team.addresses);
  const someone = (): string => names[random.int(0, names.length - 1)] ?? '';
  return Array.from({ length: random.int(0, MOST) }, () => {
    const afterMs = random.between(0, lengthMs + 3 * MINUTE_MS);
    const [person, next] = [someone(), random.int(1, names.length - 1)];
    const by = names[(names.indexOf(person) + next) % names.length] ?? '';
    const covered = random.chance(0.6) ? { person } : { level: random.pick([1, 1, 2]) };
    const inMs = random.pick([0, 0, 1, 4]) * MINUTE_MS;
    const lastsMs = random.pick([3, 8, 15, 40, 90]) * MINUTE_MS;
    const endsEarly = random.chance(0.3);
    return [
      { afterMs, standing: { covered, by, inMs, lastsMs } },
      ...(endsEarly
        ? [{ afterMs: afterMs + random.between(0, inMs + lastsMs), standing: { endsLatest: true as const } }]
        : []),
    ];
  }).flat();
};
