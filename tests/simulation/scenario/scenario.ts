import * as z from 'zod';
import { webhookToken } from '../../../lib/domain/security/webhook-token.ts';
import type { StreamRecord } from '../../../local/event-source/record.ts';
import { NAMED, WEBHOOK_SECRET } from '../world/container.ts';
import { Random } from '../world/random.ts';
import { Feeder, keysOf } from '../world/stream-feeder.ts';
import type { World } from '../world/world.ts';
import { coversOf } from './covers.ts';
import { floodOf } from './flood.ts';
import { endpointsOf, type Post, type Storm, stormOf } from './load-profile.ts';
import { randomAction, randomActionOnAll } from './operator-actions.ts';
import { planUnheardEnds, UNHEARD } from './unheard-ends.ts';

const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
/** The longest gap between two alerts about growth, or a silence of an hour and then the second level. */
const CATCH_UP_MS = 120 * MINUTE_MS;
const UNTIL_QUIET_CLOSES_MS = 7 * 60 * MINUTE_MS;
/** In quiet little happens between two sweeps but the passing of time. */
const SWEEP_IN_QUIET_MS = 10 * MINUTE_MS;
const SWEEP_IN_LONG_QUIET_MS = 30 * MINUTE_MS;

const MOST_SHARDS = 4;
/** How often somebody acts on all incidents at once. */
const ON_MANY = 0.25;

const ReceiveAnswer = z.object({ statusCode: z.int(), body: z.string() });
const Kept = z.looseObject({ id: z.ulid().optional(), ids: z.array(z.ulid()).optional() });

/** What Flavours was answered; status 0 if it never was. */
export type Answered = { at: number; status: number; id: string | undefined; source: string };

/** What happened that tables and inbox do not show. */
export type History = {
  answers: Answered[];
  /** When faults stopped, and what the tables held five minutes later, for each storm. */
  storms: { beganAt: number; calmAt: number; fiveMinutesLaterOrder: number }[];
  /** From when on how much time passed between two sweeps. */
  paces: { at: number; everyMs: number }[];
  /** When everything must have been sent. */
  endAt: number;
  gaveUp: number;
};

/** Plays the seed's storms, faults, people and sweeps, and then quiet until everything must have been sent. */
export const play = async (world: World): Promise<History> => {
  const { seed, weather, timeline, faults, ledger, replica } = world;
  const random = new Random(seed, 'play');
  const endpoints = endpointsOf(random, weather.isChecked ? 8 : 20);
  const history: History = { answers: [], storms: [], paces: [], endAt: 0, gaveUp: 0 };
  const feeder = feederOf(world);
  const schedule = scheduleOf(world, random, history);
  const flooding = new Random(seed, 'flood');

  for (let wave = 0; wave < weather.waves; wave++) {
    if (wave > 0) {
      schedule.everyMs(weather.gapMs > 2 * CATCH_UP_MS ? SWEEP_IN_LONG_QUIET_MS : SWEEP_IN_QUIET_MS);
      await timeline.runTo(timeline.now + weather.gapMs);
      schedule.everyMs(MINUTE_MS);
      faults.resume();
    }
    if (faults.rates.lagging > 0) replica.start();
    const beganAt = timeline.now;
    const storm = stormOf(random, endpoints);
    world.merchants.begin(
      [...endpoints, NAMED, ...(weather.endsUnheard ? UNHEARD : [])],
      timeline.now,
      storm.lengthMs,
    );
    if (weather.isFlooded) storm.posts.push(...floodOf(flooding, endpoints, storm.lengthMs));
    plan(world, random, feeder, storm, history);
    if (weather.endsUnheard && wave === 0)
      planUnheardEnds(world, new Random(seed, 'unheard'), storm.lengthMs, (endpoint) => {
        const body = JSON.stringify({ endpoint, code: 503, message: 'Service Unavailable' });
        void posted(world, { afterMs: 0, source: 'main', body }, history);
      });
    await timeline.runTo(timeline.now + storm.lengthMs + random.between(0, 30 * SECOND_MS));
    faults.end();
    replica.stop();
    const calmAt = timeline.now;
    await timeline.runTo(calmAt + 5 * MINUTE_MS);
    const { order } = ledger.now();
    history.storms.push({ beganAt, calmAt, fiveMinutesLaterOrder: order });
  }
  schedule.everyMs(SWEEP_IN_QUIET_MS);
  await timeline.runTo(timeline.now + CATCH_UP_MS);
  if (weather.isLong) {
    schedule.everyMs(SWEEP_IN_LONG_QUIET_MS);
    await timeline.runTo(timeline.now + UNTIL_QUIET_CLOSES_MS);
  }
  history.endAt = timeline.now;
  schedule.stop();
  feeder.stop();
  await timeline.runTo(timeline.now + 2 * MINUTE_MS); // what is under way ends
  return { ...history, gaveUp: feeder.gaveUp };
};

/** Everything that comes from outside during one storm, and a little after. */
const plan = (world: World, random: Random, feeder: Feeder, storm: Storm, history: History): void => {
  const { timeline, functions, weather, seed, team } = world;
  const many = new Random(seed, 'acts on many');
  const someTime = (): number => random.between(0, storm.lengthMs + MINUTE_MS);
  for (const post of storm.posts)
    timeline.after(post.afterMs, () => {
      void posted(world, post, history);
    });
  for (let acted = 0; acted < weather.actions; acted++)
    timeline.after(someTime() + random.pick([0, 0, 3 * MINUTE_MS]), () => {
      const known = [
        ...new Set([...world.ledger.groupings.values()].flat().map(({ incidentId }) => incidentId)),
      ];
      const incidentId = known[random.int(0, known.length - 1)];
      if (known.length > 1 && many.chance(ON_MANY))
        void functions.invoke('person', { incidentIds: known, action: randomActionOnAll(many) });
      else if (incidentId) void functions.invoke('person', { incidentId, action: randomAction(random) });
    });
  for (const { afterMs, standing } of coversOf(
    new Random(seed, `covers ${history.storms.length}`),
    team,
    storm.lengthMs,
  ))
    timeline.after(afterMs, () => void functions.invoke('person', { standing }));
  for (let extra = 0; extra < weather.extraSweeps; extra++)
    timeline.after(
      random.between(0, storm.lengthMs),
      () => void functions.invoke(weather.isChecked ? random.pick(['sweep', 'check']) : 'sweep', {}),
    );
  for (let jump = 0; jump < weather.jumps; jump++) timeline.after(someTime(), () => functions.jump());
  if (weather.stream === 'off') feeder.turn(false);
  if (weather.stream === 'off for a while') {
    timeline.after(someTime() / 2, () => feeder.turn(false));
    timeline.after(storm.lengthMs + random.between(0, 20 * MINUTE_MS), () => feeder.turn(true));
  }
};

const posted = async (
  { functions, timeline, ledger }: World,
  post: Post,
  { answers }: History,
): Promise<void> => {
  const { source, body } = post;
  const token = webhookToken(WEBHOOK_SECRET, source, 1);
  const ending = await functions.invoke('receive', {
    requestContext: { http: { method: 'POST' } },
    pathParameters: { source, token },
    body,
    isBase64Encoded: false,
  });
  const at = timeline.now;
  if (ending.kind !== 'answered') {
    if (ending.kind === 'failed') ledger.violation('receive answers', `it threw ${String(ending.error)}`);
    for (let part = 0; part < partsOf(body); part++) answers.push({ at, status: 0, id: undefined, source });
    return;
  }
  const { statusCode, body: answer } = ReceiveAnswer.parse(ending.value);
  const { id, ids = Array.from({ length: partsOf(body) }, () => id) } = Kept.parse(JSON.parse(answer));
  for (const one of ids) answers.push({ at, status: statusCode, id: one, source });
};

/** How many notifications a body holds. */
const partsOf = (body: string): number => (body.startsWith('[') ? 2 : 1);

/** The stream, which takes `dispatch` at its word. */
const feederOf = (world: World): Feeder => {
  const { seed, streams, timeline, settings, weather, functions, ledger } = world;
  const feeder = new Feeder({
    streams,
    timeline,
    settings,
    shards: weather.isScattered ? MOST_SHARDS : weather.shards,
    isScattered: weather.isScattered,
    hiddenMs: (id) => world.late.hiddenMs(id),
    random: new Random(seed, 'stream'),
    dispatch: async (records) => {
      const ending = await functions.invoke('dispatch', { Records: records });
      if (records.every(({ eventName }) => eventName !== 'INSERT') && ending.calls > 0)
        ledger.violation(
          'no ringing ourselves',
          `dispatch made ${ending.calls} calls for ${records.length} records that tell of nothing new`,
        );
      return ending;
    },
    done: (records) => {
      for (const record of records.filter(({ eventName }) => eventName === 'INSERT')) {
        const { id } = keysOf(record);
        if (!ledger.isGrouped(id))
          ledger.violation(
            'dispatch is honest',
            `the record of ${id} was called done, and its notification is pending`,
          );
      }
    },
  });
  world.onWrite.push(() => feeder.ring());
  timeline.after(new Random(seed, 'expiry').between(0, MINUTE_MS), () => feeder.push(expired));
  return feeder;
};

/** Expiry deletes items, and the stream reports it. */
const expired: StreamRecord = {
  eventName: 'REMOVE',
  dynamodb: {
    Keys: { endpointKey: { S: 'long ago' }, id: { S: '00000000000000000000000000' } },
    SequenceNumber: '1',
    StreamViewType: 'NEW_IMAGE',
  },
};

type Schedule = { everyMs(ms: number): void; stop(): void };

const scheduleOf = (
  { timeline, functions, weather }: World,
  random: Random,
  { paces }: History,
): Schedule => {
  let everyMs = MINUTE_MS;
  let isOn = true;
  const ring = (name: 'sweep' | 'check', laterMs: number): void => {
    timeline.after(laterMs, () => void functions.invoke(name, {}));
    if (everyMs === MINUTE_MS && random.chance(weather.overlap))
      timeline.after(random.pick([0, 5, 500, 20 * SECOND_MS]), () => void functions.invoke(name, {}));
  };
  const checkLater = random.between(0, 30 * SECOND_MS);
  const next = (): void => {
    if (!isOn) return;
    ring('sweep', 0);
    if (weather.isChecked) ring('check', checkLater);
    timeline.after(everyMs, next);
  };
  timeline.after(random.between(0, MINUTE_MS), next);
  return {
    everyMs: (ms) => {
      everyMs = ms;
      paces.push({ at: timeline.now, everyMs });
    },
    stop: () => {
      isOn = false;
    },
  };
};
