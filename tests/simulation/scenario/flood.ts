import { NAMED, ONCALL_AT_RUNTIME, PARTNER } from '../world/container.ts';
import type { Random } from '../world/random.ts';
import { type Post, SOURCES } from './load-profile.ts';

const CAP = ONCALL_AT_RUNTIME.maxOpenIncidentsPerSource;

/**
 * Posts about far more endpoints than one source may have incidents for, among them some that are listed, exactly or
 * by their beginning, and some that have an incident. A few come from another source as well.
 */
export const floodOf = (random: Random, endpoints: readonly string[], lengthMs: number): Post[] => {
  const source = random.pick(SOURCES);
  const [from, part] = [random.next() * 0.8, random.pick([0.01, 0.2])];
  const strangers = random.int(CAP + 2, 3 * CAP);
  const partners = random.int(0, CAP / 2);
  const first = random.int(0, CAP);
  const posted = [
    ...Array.from({ length: strangers }, (_, index) => `https://flood.example/${first + index}`),
    ...Array.from(
      { length: strangers / 3 },
      () => `https://flood.example/${first + random.int(0, strangers)}`,
    ),
    ...Array.from({ length: partners }, (_, index) => `${PARTNER}/${index}`),
    ...Array.from({ length: random.int(0, 3) }, () => NAMED),
    ...Array.from(
      { length: random.int(0, 5) },
      () => endpoints[random.int(0, endpoints.length - 1)] ?? NAMED,
    ),
  ];
  return posted.map((endpoint) => ({
    afterMs: Math.min(1, from + random.next() * part) * lengthMs,
    source: random.chance(0.1) ? random.pick(SOURCES) : source,
    body: JSON.stringify({ endpoint, code: random.pick([500, 503, 404]), message: 'Service Unavailable' }),
  }));
};
