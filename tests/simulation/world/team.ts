import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { OncallConfig, type RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { type Subscription, subscriptionsOf } from '../../../lib/domain/oncall/subscriptions.ts';
import { ONCALL, ONCALL_AT_RUNTIME } from './container.ts';
import { Random } from './random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const NAMES = ['sara', 'omar', 'huda', 'nora', 'ali'] as const;

/** Minutes that local clocks are ahead of UTC; none of these zones changes its clocks in the days of a storm. */
const ZONES = {
  UTC: 0,
  'Asia/Riyadh': 180,
  'Europe/Berlin': 60,
  'America/St_Johns': -210,
  'Pacific/Auckland': 780,
};
type Zone = keyof typeof ZONES;

/** Turns as they were drawn. */
export type Turns = { people: string[]; every: 'day' | 'week'; at: string; from: string };
/** Who is alerted at a level. */
export type Place = { turns: Turns | undefined; always: string[] };

/** The people of a world, as checks count with them. */
export type Team = {
  minutesAhead: number;
  addresses: Record<string, { email: string; sms: string | undefined }>;
  places: readonly [Place, Place];
};

/** A team with what the product is given of it. */
export type Staffed = { team: Team; oncall: RuntimeOncallConfig; subscriptions: Subscription[] };

/** People who take turns; the next turn begins within the storm, or soon after it. */
export const teamOf = (seed: number, startMs: number): Staffed => {
  const random = new Random(seed, 'team');
  const zone = random.pick<Zone>([
    'UTC',
    'Asia/Riyadh',
    'Europe/Berlin',
    'America/St_Johns',
    'Pacific/Auckland',
  ]);
  const minutesAhead = ZONES[zone];
  const names = NAMES.slice(0, random.int(3, NAMES.length));
  const addresses = Object.fromEntries(
    names.map((name, index) => [
      name,
      { email: `${name}@example.com`, sms: random.chance(0.7) ? `+96651111111${index}` : undefined },
    ]),
  );
  const people = Object.fromEntries(
    names.map((name) => {
      const { email, sms } = addresses[name] ?? {};
      return [name, { email, ...(sms && { sms }), ...(random.chance(0.3) && { language: 'ar' }) }];
    }),
  );
  const draw = (): Turns => turnsOf(random, shuffled(random, names), startMs, minutesAhead);
  const first: Place = { turns: draw(), always: random.chance(0.2) ? [random.pick(['sara', 'omar'])] : [] };
  const last = random.pick(['turns', 'always', 'both']);
  const second: Place = {
    turns: last === 'always' ? undefined : draw(),
    always: last === 'turns' ? [] : [random.pick(['omar', 'huda'])],
  };
  const hasFixed = random.chance(0.4);
  const config = OncallConfig.parse({
    ...ONCALL,
    timeZone: zone,
    people,
    levels: ONCALL.levels.map(({ subscribers = [], afterMinutes }, index) => {
      const { turns, always } = index === 0 ? first : second;
      const fixed = subscribers.filter((one) => hasFixed || !('email' in one || 'sms' in one));
      return {
        ...(afterMinutes !== undefined && { afterMinutes }),
        ...(turns && {
          rotation: { ...turns, ...(turns.every === 'week' && { on: weekdayOf(turns.from) }) },
        }),
        ...(always.length > 0 && { people: always }),
        ...(fixed.length > 0 && { subscribers: fixed }),
      };
    }),
  });
  return {
    team: { minutesAhead, addresses, places: [first, second] },
    oncall: oncallAtRuntime(config),
    subscriptions: subscriptionsOf(config),
  };
};

/** What the functions of a world without a team are given. */
export const NOBODY = { oncall: ONCALL_AT_RUNTIME, subscriptions: subscriptionsOf(ONCALL) };

const shuffled = (random: Random, names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ name }) => name);

const turnsOf = (random: Random, names: string[], startMs: number, minutesAhead: number): Turns => {
  const every = random.pick(['day', 'day', 'day', 'week'] as const);
  const people = names.slice(0, random.int(2, names.length));
  const begins = startMs + (minutesAhead + random.pick([1, 2, 4, 6, 20, 60, 600])) * MINUTE_MS;
  const days = every === 'week' ? 7 * random.int(-4, 1) : random.int(-20, 4);
  return {
    people,
    every,
    at: new Date(begins).toISOString().slice(11, 16),
    from: new Date(begins + days * DAY_MS).toISOString().slice(0, 10),
  };
};

const weekdayOf = (day: string) => WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()];
