import type { Due } from './delivered.ts';
import { fitting } from './fitting.ts';

/** More than this many at once are one post: what people scroll past tells them nothing. */
export const SINGLY = 3;
/** As many as a digest by email names. */
const MOST = 45;
/** So that the request that settles them stays within DynamoDB's 4 KB for an expression. */
const KEYS = 100;
const DAY_MS = 24 * 60 * 60_000;
/** Nobody repairs by then what was not repaired in a week. */
const GIVEN_UP_MS = 7 * DAY_MS;

/** One incident of which an integration is to hear, with the keys of everything due that this settles. */
export type Waiting = { due: Due; keys: string[] };

/** Of several alerts about one incident the latest counts; all are settled with it. The oldest news first. */
export const waitingOf = (queue: Readonly<Record<string, Due>>): Waiting[] => {
  const byIncident = new Map<string, Waiting>();
  for (const [key, due] of Object.entries(queue)) {
    const known = byIncident.get(due.incidentId);
    const later = known && known.due.at >= due.at ? known.due : due;
    byIncident.set(due.incidentId, { due: later, keys: [...(known?.keys ?? []), key] });
  }
  return [...byIncident.values()].toSorted((one, other) => (one.due.at < other.due.at ? -1 : 1));
};

/** Where so many are waiting behind a later one, they are dropped: an item holds 400 KB. */
const MOST_SUPERSEDED = 50;

/** The keys of alerts that a later one about the same incident makes superfluous, once there are many. */
export const supersededKeys = (queue: Readonly<Record<string, Due>>): string[] => {
  const latest = new Map(waitingOf(queue).map(({ due }) => [due.incidentId, due]));
  const keys = Object.entries(queue).flatMap(([key, due]) =>
    latest.get(due.incidentId) === due ? [] : [key],
  );
  return keys.length > MOST_SUPERSEDED ? keys : [];
};

/** What is posted next: one by one, or many in one where there are many, or where they came in one message. */
export const nextBatch = (waiting: readonly Waiting[], isTogether: boolean): Waiting[] => {
  const [first] = waiting;
  if (!first) return [];
  const together = waiting.length > SINGLY ? waiting : waiting.filter(({ due }) => due.at === first.due.at);
  const chosen = isTogether ? together.slice(0, MOST) : [first];
  const fit = fitting(chosen, (one) => one.keys.length, KEYS);
  return fit.length > 0 ? fit : [{ ...first, keys: first.keys.slice(0, KEYS) }];
};

/** What is given up since it is too old to help anybody. */
export const isGivenUp = ({ due }: Waiting, now: Date): boolean =>
  now.getTime() - Date.parse(due.at) > GIVEN_UP_MS;
