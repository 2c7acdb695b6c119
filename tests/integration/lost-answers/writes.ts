import { SNSClient } from '@aws-sdk/client-sns';
import { ulid } from 'ulid';
import { commitMarks } from '../../../lib/adapters/dynamodb/commit-sent-alerts.ts';
import { daysOf, setDelivered } from '../../../lib/adapters/dynamodb/daily-stats.ts';
import { latestIncident, shelve } from '../../../lib/adapters/dynamodb/incidents.ts';
import { readWatched, saveWatched, unwatch, watch } from '../../../lib/adapters/dynamodb/monitors.ts';
import { countTry, readNotifications } from '../../../lib/adapters/dynamodb/notifications.ts';
import { releaseLease, renewLease, takeLease } from '../../../lib/adapters/dynamodb/publisher-lease.ts';
import { putNotification } from '../../../lib/adapters/dynamodb/put-notification.ts';
import {
  endSession,
  putSession,
  putSignIn,
  readSession,
  rememberAct,
  takeSignInAllowance,
  useSignIn,
} from '../../../lib/adapters/dynamodb/sessions.ts';
import { readBucket, saveBucket } from '../../../lib/adapters/dynamodb/sms-bucket.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../../lib/adapters/dynamodb/timeline.ts';
import { toldAfter } from '../../../lib/domain/alerting/mark-sent.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { lookOf } from '../../../lib/domain/probing/probe-result.ts';
import { markAll } from '../../../lib/use-cases/alerting/record-sent.ts';
import { fold } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { act } from '../../../lib/use-cases/incidents/perform-action.ts';
import { close } from '../../../lib/use-cases/incidents/resolve-incident.ts';
import { remember } from '../../../lib/use-cases/probing/record-probe-result.ts';
import type { Work } from '../../../lib/use-cases/runtime/run-context.ts';
import { oncall } from '../../unit/examples.ts';
import { freshEndpoint, keep, type World } from '../world.ts';

export const NOW = new Date('2026-11-23T09:00:00.000Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

let hours = 0;
/** A time of its own, an hour after the last: all share one bucket, which is full again by then. */
const nextHour = (): Date => later(3_600_000 * ++hours);

/** One thing that is written, on keys of its own. */
export type Case = {
  write: (store: Store) => Promise<unknown>;
  /** What whoever writes is told, be the answer lost or not. */
  answer: unknown;
  /** What stands there then, however often it was sent. */
  read: () => Promise<unknown>;
  state: unknown;
  /** What the caller is told who writes the same again because no answer ever came; `answer` if not said. */
  answerAgain?: unknown;
  stateAgain?: unknown;
  /** What is written next: a copy of the first write that comes after it must not undo it. */
  next: (store: Store) => Promise<unknown>;
  stateAfterNext: unknown;
};

/** Every write of lib/adapters/dynamodb, by file: as many as there are commands and transactions in it. */
export type Entry = { file: string; name: string; make: (world: World) => Promise<Case> };

/** Nothing is published here. */
const nowhere = new SNSClient({ endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });

const workOver = (world: World, store: Store): Work => ({
  ...world.work,
  store,
  now: () => NOW,
  sleep: () => Promise.resolve(),
  oncall,
  place: { stage: 'test', region: 'us-east-1' },
  topic: { arn: '', client: nowhere },
  remainingMs: () => 50_000,
});

const opened = async (world: World, endpoint = freshEndpoint()): Promise<Incident> => {
  const { incidents } = await fold(world.work, [await keep(world, { endpoint })]);
  const [incident] = incidents;
  if (!incident) throw new Error('nothing was opened');
  return incident;
};

const markOf = (incident: Incident, at: Date) => ({
  incident,
  told: toldAfter(
    incident,
    { email: { kind: 'opened', reason: 'new', level: 1, round: '0' } },
    ['email'],
    at,
  ),
  alert: {
    incidentId: incident.incidentId,
    at: at.toISOString(),
    kind: 'opened' as const,
    reason: 'new',
    level: 1,
    channels: ['email' as const],
    messageId: `message ${at.toISOString()}`,
    expiresAt: 2_000_000_000,
  },
});

const watchedAt = async (world: World, endpoint: string, at: Date) => {
  const key = endpointKey(endpoint);
  await watch(world.store, key, endpoint, at);
  const [watched] = await readWatched(world.store, [key], () => undefined);
  if (!watched) throw new Error('nothing is watched');
  return watched;
};

const probeAt = (at: Date) => ({
  at: at.toISOString(),
  ms: 80,
  outcome: { kind: 'answered' as const },
  answer: { method: 'GET' as const, status: 200, bodyBytes: 0, cut: false },
  stages: {},
  addresses: [],
  failedAddresses: [],
});

const INCIDENTS: Entry[] = [
  {
    file: 'commit-action.ts',
    name: 'commitAct: a note',
    make: async (world) => {
      const { incidentId, endpointKey: key } = await opened(world);
      const note = (store: Store, text: string) =>
        act(workOver(world, store), incidentId, { kind: 'note', text }, 'Noura');
      return {
        write: (store) => note(store, 'called').then(({ outcome }) => outcome),
        answer: 'done',
        answerAgain: 'already',
        read: async () => ({
          acts: (await latestIncident(world.store, key))?.acts?.map(({ text }) => text),
          lines: (await readTimeline(world.store, incidentId, { limit: 10 })).entries.length,
        }),
        state: { acts: ['called'], lines: 1 },
        next: (store) => note(store, 'called again'),
        stateAfterNext: { acts: ['called', 'called again'], lines: 2 },
      };
    },
  },
  {
    file: 'commit-group.ts',
    name: 'commitFold: one notification',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const fields = { endpoint, receivedAt: NOW.toISOString() };
      const first = await keep(world, fields);
      return {
        write: async (store) => (await fold(workOver(world, store), [first])).failed,
        answer: [],
        read: async () => ({
          count: (await latestIncident(world.store, key))?.count,
          notified: (await daysOf(world.store, key, 1))[0]?.notified,
        }),
        state: { count: 1, notified: 1 },
        next: async (store) => fold(workOver(world, store), [await keep(world, fields)]),
        stateAfterNext: { count: 2, notified: 2 },
      };
    },
  },
  {
    file: 'commit-sent-alerts.ts',
    name: 'commitMarks: an alert that was sent',
    make: async (world) => {
      const incident = await opened(world);
      const current = () => latestIncident(world.store, incident.endpointKey);
      return {
        write: (store) => markAll(workOver(world, store), [markOf(incident, NOW)]),
        answer: undefined,
        read: async () => ({
          times: (await current())?.told?.times,
          at: (await current())?.told?.email?.at,
          alerts: (await readTimeline(world.store, incident.incidentId, { limit: 10 })).entries.length,
        }),
        state: { times: 1, at: NOW.toISOString(), alerts: 1 },
        next: async (store) => commitMarks(store, [markOf((await current()) ?? incident, later(1000))]),
        stateAfterNext: { times: 2, at: later(1000).toISOString(), alerts: 2 },
      };
    },
  },
  {
    file: 'incidents.ts',
    name: 'saveIncident: a closing',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const incident = await opened(world, endpoint);
      return {
        write: async (store) =>
          (await close(workOver(world, store), incident, { kind: 'resolved', by: 'Noura' })).state,
        answer: 'resolved',
        read: async () => {
          const latest = await latestIncident(world.store, incident.endpointKey);
          return { number: latest?.number, state: latest?.state, version: latest?.version };
        },
        state: { number: 1, state: 'resolved', version: 2 },
        next: async () => opened(world, endpoint),
        stateAfterNext: { number: 2, state: 'open', version: 1 },
      };
    },
  },
  {
    file: 'incidents.ts',
    name: 'shelve',
    make: async (world) => {
      const incident = await opened(world);
      const over = await close(world.work, incident, { kind: 'resolved', by: 'Noura' });
      return {
        write: (store) => shelve(store, over, '2026-11').then(() => undefined), // nobody asks whether it did
        answer: undefined,
        read: async () => (await latestIncident(world.store, incident.endpointKey))?.shelf,
        state: '2026-11',
        next: async (store) => {
          const receivedAt = incident.openedAt;
          const late = await keep(world, { endpoint: incident.endpoint ?? '', receivedAt });
          await fold(workOver(world, store), [late]);
        },
        stateAfterNext: 'open',
      };
    },
  },
];

const PROBES: Entry[] = [
  {
    file: 'conditional-write.ts',
    name: 'allSucceeded: a look, with its day',
    make: async (world) => {
      const watched = await watchedAt(world, freshEndpoint(), NOW);
      const key = watched.endpointKey;
      const look = async (store: Store, at: Date) => {
        const probe = probeAt(at);
        const [before] = await readWatched(world.store, [key], () => undefined);
        return remember(workOver(world, store), before ?? watched, probe, lookOf(probe), false);
      };
      return {
        write: async (store) => (await look(store, later(1000))).history.length,
        answer: 1,
        read: async () => {
          const [day] = await daysOf(world.store, key, 1);
          const [state] = await readWatched(world.store, [key], () => undefined);
          return { good: day?.good, goodMs: day?.goodMs, looks: state?.history.length };
        },
        state: { good: 1, goodMs: 80, looks: 1 },
        // A probe that is tried again is another probe; the same look never counts twice.
        next: (store) => look(store, later(2000)),
        stateAfterNext: { good: 2, goodMs: 160, looks: 2 },
      };
    },
  },
  {
    file: 'daily-stats.ts',
    name: 'setDelivered',
    make: async (world) => {
      const key = endpointKey(freshEndpoint());
      const set = (store: Store, delivered: number, at: Date) =>
        setDelivered(
          store.client,
          store.tables.endpoints,
          { endpointKey: key, day: '2026-11-23', source: 'main', delivered, at },
          4000,
        );
      return {
        write: (store) => set(store, 100, NOW),
        answer: undefined,
        read: async () => (await daysOf(world.store, key, 1))[0]?.delivered,
        state: 100,
        next: (store) => set(store, 250, later(1000)),
        stateAfterNext: 250,
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'watch',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const state = async () => (await readWatched(world.store, [key], () => undefined))[0];
      return {
        write: (store) => watch(store, key, endpoint, NOW),
        answer: undefined,
        read: async () => ({ watch: (await state())?.watch, watchedAt: (await state())?.watchedAt }),
        state: { watch: 'on', watchedAt: NOW.toISOString() },
        next: async (store) => {
          const watched = await state();
          if (watched) await unwatch(store, watched);
        },
        stateAfterNext: { watch: undefined, watchedAt: NOW.toISOString() },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'unwatch',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const watched = await watchedAt(world, endpoint, NOW);
      return {
        write: (store) => unwatch(store, watched),
        answer: true,
        read: async () => (await readWatched(world.store, [watched.endpointKey], () => undefined))[0]?.watch,
        state: undefined,
        next: (store) => watch(store, watched.endpointKey, endpoint, later(1000)),
        stateAfterNext: 'on',
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'saveWatched: a warning that was sent',
    make: async (world) => {
      const watched = await watchedAt(world, freshEndpoint(), NOW);
      const state = async () => (await readWatched(world.store, [watched.endpointKey], () => undefined))[0];
      return {
        // Whoever is told no reads again, finds it told, and writes it once more.
        write: async (store) => {
          if (await saveWatched(store, watched, { told: { slow: '1' } })) return true;
          const current = await state();
          return current !== undefined && saveWatched(store, current, { told: { slow: '1' } });
        },
        answer: true,
        read: async () => (await state())?.told,
        state: { slow: '1' },
        next: async (store) => saveWatched(store, (await state()) ?? watched, { told: { slow: '2' } }),
        stateAfterNext: { slow: '2' },
      };
    },
  },
  {
    file: 'notifications.ts',
    name: 'countTry',
    make: async (world) => {
      const notification = await keep(world, { endpoint: freshEndpoint() });
      return {
        write: (store) => countTry(store, notification),
        answer: 1,
        answerAgain: 2, // whoever had no answer failed: the next time is the second
        stateAgain: 2,
        read: async () => (await readNotifications(world.store, [notification]))[0]?.tries,
        state: 1,
        next: (store) => countTry(store, notification),
        stateAfterNext: 2,
      };
    },
  },
  {
    file: 'put-notification.ts',
    name: 'putNotification',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const notification = {
        endpointKey: endpointKey(endpoint),
        id: ulid(),
        source: 'main',
        receivedAt: NOW.toISOString(),
        pending: 1,
        endpoint,
        code: 503,
      };
      return {
        write: (store) => putNotification(store.client, store.tables.notifications, notification, 4000),
        answer: undefined,
        read: async () => {
          const [stored] = await readNotifications(world.store, [notification]);
          return { pending: stored?.pending, isFolded: stored?.incidentId !== undefined };
        },
        state: { pending: 1, isFolded: false },
        next: (store) => fold(workOver(world, store), [notification]),
        stateAfterNext: { pending: undefined, isFolded: true },
      };
    },
  },
];

const CONTROL: Entry[] = [
  {
    file: 'publisher-lease.ts',
    name: 'takeLease, renewLease',
    make: async (world) => {
      const [mine, other] = [ulid(), ulid()];
      const holder = async () =>
        (await world.scan('control')).find(({ name }) => name === 'publisher')?.['holder'];
      const free = await holder();
      if (free !== undefined) await releaseLease(world.store, String(free));
      return {
        write: async (store) => {
          const taken = await takeLease(store, mine, NOW);
          return { taken: taken?.holder, renewed: (await renewLease(store, mine, later(1)))?.holder };
        },
        answer: { taken: mine, renewed: mine },
        read: holder,
        state: mine,
        next: async (store) => {
          await releaseLease(store, mine);
          await takeLease(store, other, later(2));
        },
        stateAfterNext: other,
      };
    },
  },
  {
    file: 'publisher-lease.ts',
    name: 'releaseLease',
    make: async (world) => {
      const [mine, other] = [ulid(), ulid()];
      const holder = async () =>
        (await world.scan('control')).find(({ name }) => name === 'publisher')?.['holder'];
      const before = await holder();
      if (before !== undefined) await releaseLease(world.store, String(before));
      await takeLease(world.store, mine, NOW);
      return {
        write: (store) => releaseLease(store, mine),
        answer: undefined,
        read: holder,
        state: undefined,
        next: (store) => takeLease(store, other, later(1)),
        stateAfterNext: other,
      };
    },
  },
  {
    file: 'sms-bucket.ts',
    name: 'saveBucket',
    make: async (world) => {
      const before = await readBucket(world.store);
      const at = nextHour();
      const after = { tokens: 3.25, at: at.toISOString() };
      return {
        write: (store) => saveBucket(store, before, after),
        answer: true,
        read: async () => (await readBucket(world.store)).bucket?.tokens,
        state: 3.25,
        next: async (store) =>
          saveBucket(store, await readBucket(store), { tokens: 2, at: at.toISOString() }),
        stateAfterNext: 2,
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'putSession',
    make: async (world) => {
      const key = ulid();
      return {
        write: (store) => putSession(store, key, later(60_000)),
        answer: undefined,
        read: async () => (await readSession(world.store, key, later(1))) !== undefined,
        state: true,
        next: (store) => endSession(store, key, later(1)),
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'endSession',
    make: async (world) => {
      const key = ulid();
      await putSession(world.store, key, later(60_000));
      return {
        write: (store) => endSession(store, key, NOW),
        answer: undefined,
        read: async () => (await readSession(world.store, key, later(1))) !== undefined,
        state: false,
        next: (store) => rememberAct(store, key, { who: 'Noura' }, later(2)),
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'rememberAct',
    make: async (world) => {
      const key = ulid();
      await putSession(world.store, key, later(60_000));
      const said = (store: Store, text: string, at: Date) =>
        rememberAct(store, key, { who: 'Noura', said: { text, isDone: true } }, at);
      return {
        write: (store) => said(store, 'Noted.', NOW),
        answer: true,
        read: async () => (await readSession(world.store, key, later(5)))?.said?.text,
        state: 'Noted.',
        next: (store) => said(store, 'Resolved by Noura.', later(1)),
        stateAfterNext: 'Resolved by Noura.',
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'putSignIn',
    make: async (world) => {
      const key = ulid();
      const usedAt = async () =>
        (await world.scan('control')).find(({ name }) => name === `sign-in#${key}`)?.['usedAt'];
      return {
        write: (store) => putSignIn(store, { key, browser: 'hers', until: later(900_000) }),
        answer: undefined,
        read: usedAt,
        state: undefined,
        next: (store) => useSignIn(store, key, 'hers', later(1)),
        stateAfterNext: later(1).toISOString(),
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'useSignIn',
    make: async (world) => {
      const key = ulid();
      await putSignIn(world.store, { key, browser: 'hers', until: later(900_000) });
      return {
        write: (store) => useSignIn(store, key, 'hers', later(1)),
        answer: true,
        read: async () => ({
          another: await useSignIn(world.store, key, 'another', later(2)),
          unknown: await useSignIn(world.store, key, undefined, later(2)),
          hersAMinuteLater: await useSignIn(world.store, key, 'hers', later(60_002)),
        }),
        state: { another: false, unknown: false, hersAMinuteLater: false },
        next: (store) => useSignIn(store, key, 'hers', later(60_000)),
        stateAfterNext: { another: false, unknown: false, hersAMinuteLater: false },
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'takeSignInAllowance',
    make: async (world) => {
      const at = nextHour();
      return {
        // Where the answer is lost, no link is mailed: rather that than two.
        write: (store) => takeSignInAllowance(store, at).then(() => undefined),
        answer: undefined,
        read: async () => (await world.scan('control')).find(({ name }) => name === 'sign-in')?.['tokens'],
        state: 4,
        stateAgain: 3,
        next: (store) => takeSignInAllowance(store, at),
        stateAfterNext: 3,
      };
    },
  },
];

export const WRITES: readonly Entry[] = [...INCIDENTS, ...PROBES, ...CONTROL];
