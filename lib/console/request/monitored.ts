import * as z from 'zod';
import { eachSummary } from '../../adapters/dynamodb/incident-summaries.ts';
import { listMonitoredKeys } from '../../adapters/dynamodb/monitored-keys.ts';
import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import type { Ctx } from './context.ts';
import { opaqueCursor } from './cursor.ts';
import { invalidItem } from './log-invalid-item.ts';

/** Those in trouble first, then by key: an order that probes do not change while somebody turns pages. */
type Place = { isCalm: boolean; endpointKey: string };

export const MonitoredCursor = opaqueCursor(
  'endpoints',
  z.object({ isCalm: z.boolean(), endpointKey: z.string().max(512) }),
);

const byPlace = (a: Place, b: Place): number =>
  Number(a.isCalm) - Number(b.isCalm) ||
  (a.endpointKey < b.endpointKey ? -1 : Number(a.endpointKey > b.endpointKey));

export type Monitored = {
  monitored: Monitor[];
  places: ReadonlyMap<string, string>;
  count: number;
  isWhole: boolean;
  next?: string;
};

/** A page of the monitored endpoints, with how many there are; `places` has the cursor behind each. */
export const monitoredPage = async (
  { env: { run } }: Ctx,
  { limit, after }: { limit: number; after: Place | undefined },
): Promise<Monitored> => {
  const inTrouble = new Set<string>();
  const [{ keys, isWhole }] = await Promise.all([
    listMonitoredKeys(run.store),
    eachSummary(run.store, OPEN_LIST, ({ endpointKey, state }) => {
      if (state !== 'resolved') inTrouble.add(endpointKey);
    }),
  ]);
  const behind = keys
    .map((endpointKey): Place => ({ isCalm: !inTrouble.has(endpointKey), endpointKey }))
    .toSorted(byPlace)
    .filter((place) => after === undefined || byPlace(place, after) > 0);
  const shown = behind.slice(0, limit);
  const last = shown.at(-1);
  const found = await readMonitors(
    run.store,
    shown.map(({ endpointKey }) => endpointKey),
    invalidItem(run),
  );
  const byKey = new Map(found.map((one) => [one.endpointKey, one]));
  return {
    monitored: shown.map(({ endpointKey }) => byKey.get(endpointKey)).filter((one) => one !== undefined),
    places: new Map(shown.map((place) => [place.endpointKey, MonitoredCursor.write(place)])),
    count: keys.length,
    isWhole,
    ...(last && behind.length > limit && { next: MonitoredCursor.write(last) }),
  };
};
