import { Random } from './random.ts';

/** The conditions of a seed's world, beyond what goes wrong with single calls. */
export type Weather = {
  stream: 'on' | 'off for a while' | 'off';
  /** The mapping's filter is missing, so that the code's own guard is alone. */
  isUnfiltered: boolean;
  shards: number;
  /** The records of one endpoint come over several shards at once, which is worse than Lambda ever does. */
  isScattered: boolean;
  /** The clocks of instances differ by up to this much; beyond a lease it counts as a crash. */
  skewMs: number;
  jumps: number;
  waves: number;
  /** Between two storms. */
  gapMs: number;
  /** How often people act on an incident. */
  actions: number;
  /** Sweeps and checks in the storm beside those of each minute: a schedule may fire more than once. */
  extraSweeps: number;
  /** Whether `check` runs. It costs most of a seed's time, so it is one world in two, with fewer endpoints. */
  isChecked: boolean;
  /** The setting PENDING_AGE_S: with 0 the sweep races the stream for every notification. */
  pendingAgeS: 0 | 60;
  /** How long a message takes to a service, or back, at most. */
  travelMs: number;
  /** Chance that a minute brings a second sweep, or check. */
  overlap: number;
  /** Chance that a notification is visible in neither the index nor the stream for 16 to 45 minutes. */
  hidden: number;
  /** Whether time runs on until quiet has closed everything. */
  isLong: boolean;
  /** Whether somebody posts about invented endpoints by the URL of one source, far beyond its cap. */
  isFlooded: boolean;
  /** Whether people take turns; otherwise all subscribers are fixed. */
  hasTeam: boolean;
  /** Whether incidents end on purpose before anybody hears of them. */
  endsUnheard: boolean;
};

const MINUTE_MS = 60_000;

export const weatherOf = (seed: number): Weather => {
  const random = new Random(seed, 'weather');
  return {
    stream: random.pick(['on', 'on', 'off for a while', 'off', 'off']),
    isUnfiltered: random.chance(0.2),
    shards: random.int(1, 4),
    isScattered: random.chance(0.25),
    skewMs: random.pick([0, 0, 0, 500, 500, 2000, 2000, 2000, 60_000]),
    jumps: random.int(0, 4),
    waves: random.pick([1, 1, 1, 2]),
    gapMs: random.pick([10, 70, 420]) * MINUTE_MS,
    actions: random.pick([0, 0, 3, 8, 16]),
    extraSweeps: random.pick([0, 0, 3, 12]),
    pendingAgeS: random.pick([60, 60, 0]),
    travelMs: random.pick([12, 12, 60, 250]),
    overlap: random.pick([0, 0.3, 0.8]),
    isLong: random.chance(0.15),
    isChecked: random.chance(0.5),
    hidden: random.pick([0, 0, 0.03, 0.15]),
    isFlooded: random.chance(0.35),
    hasTeam: random.chance(0.4),
    endsUnheard: random.chance(0.3),
  };
};
