import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { readQueue } from '../../../lib/adapters/dynamodb/integration-queues.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { Integration } from '../../../lib/domain/integrations/integration.ts';
import type { IntegrationRun } from '../../../lib/use-cases/integrations/context.ts';
import { intercepted } from '../intercepted.ts';
import { opened, resolveBy } from '../world.ts';
import { type Setting, startSetting } from './setting.ts';

/*
 * The function is killed before its first call to a table or a service, and after each one. From then on nothing that it
 * does has any effect. Then a later run takes up what it left.
 */

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

class KilledError extends Error {
  override name = 'KilledError' as const;
}

/** A run that dies once it has made so many calls; `calls` says how many it wanted to make. */
const mortal = ({ store, post }: IntegrationRun, lived: number) => {
  let calls = 0;
  const call = async <Result>(effect: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    if (calls > lived) throw new KilledError();
    return effect();
  };
  return {
    calls: () => calls,
    over: {
      store: { ...store, client: intercepted(store.client, (_, next) => call(next)) },
      post: ((...given) => call(() => post(...given))) satisfies IntegrationRun['post'],
    },
  };
};

const LEASE_AND_MORE_MS = 30_000;
const Marks = z.object({ text: z.string().optional() });

/** What a tool was told of an incident, in order. */
const toldOf = ({ name }: Integration, { incidentId }: Incident) =>
  setting.standIns
    .named(name)
    .accepted.filter(({ body }) => body.replaceAll('\\', '').includes(incidentId))
    .map(({ body, id }) => ({ body, id }));

const isEnd = (body: string): boolean =>
  /RESOLVED|"event_action":"resolve"|"state":"resolved"/.test(body) ||
  /RESOLVED/.test(Marks.parse(JSON.parse(body)).text ?? '');

/** One incident from its opening to its end, with a kill while it serves one of the two; false once it outlives that. */
const isKilledIn = async (
  integration: Integration,
  which: 'opening' | 'end',
  lived: number,
): Promise<boolean> => {
  const { world, run, clock, eventOf, serve } = setting;
  const only = [integration];
  // The library that checks the signature knows the real time alone, and takes five minutes more or less.
  if (integration.kind === 'webhook') clock.ms = Date.now();
  const incident = await opened(world);
  const opening = eventOf([{ incident, kind: 'opened' }]);
  const { over, calls } = mortal(run, lived);
  const killed = async (event: unknown): Promise<void> => {
    try {
      await serve(event, only, over);
    } catch (error) {
      // SNS starts a function again that failed, twice: what it was given comes once more, after the end too.
      if (!(error instanceof KilledError || error instanceof AggregateError)) throw error;
    }
    clock.ms += LEASE_AND_MORE_MS;
  };
  if (which === 'opening') await killed(opening);
  else await serve(opening, only);
  const over2 = await resolveBy(world.run, incident, 'Sara');
  const end = eventOf([{ incident: over2, kind: 'resolved' }]);
  if (which === 'end') await killed(end);
  await serve(end, only);
  clock.ms += LEASE_AND_MORE_MS;
  await serve(which === 'opening' ? opening : end, only); // the retry is late
  clock.ms += LEASE_AND_MORE_MS;
  await serve(undefined, only);

  const told = toldOf(integration, incident);
  const ends = told.map(({ body }) => isEnd(body));
  const label = { kind: integration.kind, which, lived };
  // Nothing is lost, nothing goes backwards, and at most one post comes twice.
  expect({ ...label, last: ends.at(-1) }).toEqual({ ...label, last: true });
  expect({ ...label, ends }).toEqual({
    ...label,
    ends: ends.toSorted((one, other) => Number(one) - Number(other)),
  });
  expect(told.length).toBeLessThanOrEqual(3);
  // What comes twice has the same id both times, by which its receiver knows it.
  if (integration.kind === 'webhook' && told.length === 3)
    expect({ ...label, ids: new Set(told.map(({ id }) => id)).size }).toEqual({ ...label, ids: 2 });
  if (integration.kind === 'pagerduty') {
    const history = setting.standIns.services.get(integration.name)?.histories.get(incident.incidentId) ?? [];
    expect(['', 'triggered,resolved']).toContain(history.join());
    if (which === 'end') expect(history).toEqual(['triggered', 'resolved']);
  }
  const queue = await readQueue(world.store, integration.name);
  expect({ ...label, due: queue?.due.entries }).toEqual({ ...label, due: {} });
  return calls() > lived;
};

test.each(['kitchen', 'office', 'pager', 'intake'])(
  '%s: killed at every await, nothing is lost, nothing goes backwards, one post at most comes twice',
  async (name) => {
    const integration = setting.standIns.integrations.find((one) => one.name === name);
    if (!integration) throw new Error(`no integration is called ${name}`);
    for (const which of ['opening', 'end'] as const) {
      let lived = 0;
      while (await isKilledIn(integration, which, lived)) lived += 1;
      expect(lived).toBeGreaterThan(10);
    }
    expect(setting.refusals()).toEqual([]);
  },
);
