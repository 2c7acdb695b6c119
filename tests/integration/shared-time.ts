import { afterAll, beforeAll, test } from '@jest/globals';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import type { Simulation } from './simulation.ts';

const MINUTE_MS = 60_000;

type Paused = { left: number; goOn: () => void };

/** Lets stories take turns in one world: each goes on until it waits for time, and time passes once all of them wait. */
class Turns {
  readonly #paused = new Set<Paused>();
  #endTurn = (): void => undefined;

  /** For a story: waits until so many steps have passed. */
  readonly wait = (steps: number): Promise<void> =>
    new Promise((goOn) => {
      this.#paused.add({ left: steps, goOn });
      this.#endTurn();
    });

  /** Tells all stories to their ends; `pass` makes time pass. */
  async tell(
    stories: readonly (() => Promise<void>)[],
    pass: (steps: number) => Promise<void>,
  ): Promise<void> {
    for (const story of stories) await this.#turn(() => void story().finally(() => this.#endTurn()));
    while (this.#paused.size > 0) {
      const steps = Math.min(...[...this.#paused].map(({ left }) => left));
      await pass(steps);
      for (const one of [...this.#paused]) {
        one.left -= steps;
        if (one.left > 0) continue;
        this.#paused.delete(one);
        await this.#turn(one.goOn);
      }
    }
  }

  #turn(begin: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#endTurn = resolve;
      begin();
    });
  }
}

/** A merchant's server, which answers what it is told to, and what was asked of it. */
const merchant = async () => {
  const asked = new Set<string>();
  let status = 503;
  const server: Listening = await listen((request, response) => {
    asked.add(request.url ?? '');
    request.resume();
    response.writeHead(status).end();
  }, 0);
  return {
    url: server.url,
    asked,
    answers: (next: number): void => {
      status = next;
    },
    close: () => server.close(),
  };
};
type Merchant = Awaited<ReturnType<typeof merchant>>;

/** One of several stories in a world: an endpoint with all that concerns it and no other. */
const storyOf = (world: Simulation, { url, asked, answers }: Merchant, wait: Turns['wait']) => {
  const isOwn = (one: { endpoint?: string | undefined }): boolean =>
    one.endpoint?.startsWith(`${url}/`) ?? false;
  const incidents = async () => (await world.incidents()).filter(isOwn);
  const latest = async () => {
    const incident = (await incidents()).at(-1);
    if (!incident) throw new Error('no incident');
    return incident;
  };
  const endpoint = `${url}/webhooks/orders`;
  const incidentIds = `${endpointKey(endpoint)}-`;
  const own = (deliveries: ReturnType<Simulation['emails']>) =>
    deliveries.filter(({ body }) => body.includes(incidentIds));
  return {
    world,
    server: url,
    endpoint,
    asked,
    answers,
    wait,
    incidents,
    latest,
    monitor: async () => (await world.monitors()).find(isOwn),
    emails: () => own(world.emails()),
    kinds: () => own(world.emails()).map(({ attributes }) => attributes['kind']),
    smses: () => own(world.smses()),
    lastMail: (): string => (own(world.emails()).at(-1)?.body ?? '').replaceAll(/\s+/g, ' '),
    performAction: async (...[action, actor]: [Parameters<Simulation['performAction']>[1], string?]) =>
      world.performAction((await latest()).incidentId, action, actor),
  };
};
export type Story = ReturnType<typeof storyOf>;

type Choice = { start: (servers: string[]) => Promise<Simulation>; stepMs?: number };

/**
 * Each story is a test by its title, on a server of its own; all share a world and its time, in which check and sweep run once
 * a step, for all of them at once. At most three should be alerted about in one step, since more become a digest.
 */
export const inSharedTime = (
  { start, stepMs = MINUTE_MS }: Choice,
  stories: Record<string, (story: Story) => Promise<void>>,
): void => {
  const outcomes = new Map<string, { failure?: unknown }>();
  const merchants: Merchant[] = [];
  let world: Simulation | undefined;
  beforeAll(async () => {
    for (const _ of Object.keys(stories)) merchants.push(await merchant());
    const shared = await start(merchants.map(({ url }) => url));
    world = shared;
    const turns = new Turns();
    const told = Object.entries(stories).map(([title, story], index) => async () => {
      const own = merchants[index];
      if (!own) throw new Error('no server');
      await story(storyOf(shared, own, turns.wait)).then(
        () => outcomes.set(title, {}),
        (failure: unknown) => outcomes.set(title, { failure }),
      );
    });
    await turns.tell(told, (steps) => shared.steps(steps, stepMs));
  });
  afterAll(async () => {
    await world?.stop();
    for (const one of merchants) await one.close();
  });
  for (const title of Object.keys(stories)) {
    test(title, () => {
      const outcome = outcomes.get(title);
      if (!outcome) throw new Error('it was not told to its end');
      if ('failure' in outcome) throw outcome.failure;
    });
  }
};
