import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../../lib/domain/oncall/subscriptions.ts';
import { webhookToken } from '../../../lib/domain/security/webhook-token.ts';
import type { Standing } from '../scenario/operator.ts';
import { type Containers, WEBHOOK_SECRET } from '../world/container.ts';
import { weatherOf } from '../world/fault-schedule.ts';
import { makeWorld, type World } from '../world/world.ts';

const MINUTE_MS = 60_000;
/** After each event the sweep runs for so long; then time jumps to the next one. */
const AWAKE_MINUTES = 25;

/** Something that happens at a time of UTC. */
export type Happening = { at: string } & (
  | { fails: string }
  | { acknowledged: string }
  | { resolved: string }
  | { standing: Standing }
);

const endpointOf = (shop: string): string => `https://${shop}.example/hooks/orders`;

const incidentOf = (shop: string): string => `${endpointKey(endpointOf(shop))}-1`;

/**
 * Plays a story over months on the real functions and the real engine: nothing goes wrong, and quiet days cost nothing. Answers
 * with who was alerted: time of UTC, who, how, why and about what, a line each.
 */
export const playStory = async (
  engine: string,
  containers: Containers,
  oncall: OncallConfig,
  story: readonly Happening[],
): Promise<string[]> => {
  const first = Date.parse(story[0]?.at ?? '');
  const world = await makeWorld(engine, containers, 1, {
    oncall: oncallAtRuntime(oncall),
    subscriptions: subscriptionsOf(oncall),
    startMs: first - MINUTE_MS,
    weather: {
      ...weatherOf(1),
      skewMs: 0,
      travelMs: 12,
      pendingAgeS: 0,
      hasTeam: false,
      endsUnheard: false,
      hidden: 0,
    },
  });
  world.faults.end();
  const { timeline } = world;
  const sweeps = new Set(
    story.flatMap(({ at }) =>
      Array.from({ length: AWAKE_MINUTES }, (_, minute) => Date.parse(at) + minute * MINUTE_MS),
    ),
  );
  for (const happening of story)
    timeline.after(Date.parse(happening.at) - timeline.now, () => void happen(world, happening));
  for (const at of sweeps)
    timeline.after(at + 2000 - timeline.now, () => void world.functions.invoke('sweep', {}));
  await timeline.runTo(Math.max(...sweeps) + 2 * MINUTE_MS);
  const failed = story.flatMap((one) => ('fails' in one ? [one.fails] : []));
  const lines = linesOf(world, new Map(failed.map((shop) => [incidentOf(shop), shop])));
  await world.remove();
  return lines;
};

const happen = (world: World, happening: Happening): Promise<unknown> => {
  const { functions } = world;
  if ('standing' in happening) return functions.invoke('person', { standing: happening.standing });
  if ('fails' in happening)
    return functions.invoke('receive', {
      requestContext: { http: { method: 'POST' } },
      pathParameters: { source: 'main', token: webhookToken(WEBHOOK_SECRET, 'main', 1) },
      body: JSON.stringify({
        endpoint: endpointOf(happening.fails),
        code: 503,
        message: 'Service Unavailable',
      }),
      isBase64Encoded: false,
    });
  const shop = 'resolved' in happening ? happening.resolved : happening.acknowledged;
  const action = 'resolved' in happening ? { kind: 'resolve' } : { kind: 'acknowledge' };
  return functions.invoke('person', { incidentId: incidentOf(shop), action });
};

/** Alerts only: what is no message about an incident is told elsewhere. */
const linesOf = ({ ledger }: World, shops: ReadonlyMap<string, string>): string[] =>
  ledger.publishes
    .filter(({ incidents }) => incidents.length > 0)
    .flatMap(({ at, incidents, deliveries }) =>
      deliveries
        .map(({ protocol, to }) =>
          [
            new Date(at).toISOString().slice(5, 16).replace('T', ' '),
            nameOf(to),
            protocol,
            incidents.map(({ kind }) => kind).join(),
            incidents.map(({ incidentId }) => shops.get(incidentId) ?? incidentId).join(),
          ].join(' '),
        )
        .toSorted(),
    );

const nameOf = (to: string): string => PHONES[to] ?? to.split('@')[0] ?? to;
const PHONES: Record<string, string> = {
  '+966500000001': 'sara',
  '+966500000002': 'omar',
  '+966500000004': 'nora',
};
