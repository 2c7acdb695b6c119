import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Action } from '../../../lib/domain/incidents/action.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';

const SECOND_MS = 1000;
/** Silenced before its second incident begins, which nobody hears of therefore. */
const SILENCED = 'https://silenced.example/hooks/orders';
/** Its incident is resolved as it begins: the person and the first alert race each other. */
const HASTY = 'https://hasty.example/hooks/orders';
export const UNHEARD = [SILENCED, HASTY];

/** Incidents that end before anybody hears of them, in a storm of this length. `post` is a notification by Flavours. */
export const planUnheardEnds = (
  world: World,
  random: Random,
  lengthMs: number,
  post: (endpoint: string) => void,
): void => {
  const { timeline } = world;
  const until = timeline.now + lengthMs;
  // Flavours posts nothing once the storm is over: sweeps are rare then, and the first incident may have begun late.
  const postInTime = (endpoint: string): void => {
    if (timeline.now <= until) post(endpoint);
  };
  timeline.after(random.between(0, lengthMs / 2), () => void endUnderSilence(world, random, postInTime));
  timeline.after(random.between(0, lengthMs), () => void endAtOnce(world, random, post));
};

const endUnderSilence = async (
  world: World,
  random: Random,
  post: (endpoint: string) => void,
): Promise<void> => {
  post(SILENCED);
  await opened(world, SILENCED, 1);
  await world.timeline.sleep(random.between(0, 10 * SECOND_MS));
  await act(world, SILENCED, 1, { kind: 'silence', until: '4h', reason: 'the shop is moving' });
  await act(world, SILENCED, 1, { kind: 'resolve' });
  post(SILENCED);
  await opened(world, SILENCED, 2);
  await world.timeline.sleep(random.between(0, 60 * SECOND_MS));
  await act(world, SILENCED, 2, { kind: 'resolve' });
};

const endAtOnce = async (world: World, random: Random, post: (endpoint: string) => void): Promise<void> => {
  post(HASTY);
  await opened(world, HASTY, 1);
  await world.timeline.sleep(random.between(0, 20));
  await act(world, HASTY, 1, { kind: 'resolve' });
};

const incidentOf = (endpoint: string, number: number): string => `${endpointKey(endpoint)}-${number}`;

const act = ({ functions }: World, endpoint: string, number: number, action: Action): Promise<unknown> =>
  functions.invoke('person', { incidentId: incidentOf(endpoint, number), action });

/** When a notification is counted into an incident; it may never be. */
const opened = ({ ledger, onWrite }: World, endpoint: string, number: number): Promise<void> =>
  new Promise((resolve) => {
    const incidentId = incidentOf(endpoint, number);
    onWrite.push(() => {
      if ([...ledger.groupings.values()].flat().some((one) => one.incidentId === incidentId)) resolve();
    });
  });
