import crypto from 'node:crypto';
import { createRequire } from 'node:module';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import type { Random } from './random.ts';
import type { Planned } from './timeline.ts';

/** The globals that a function's code finds in place of the process's. */
export const GLOBALS = [
  'require',
  'module',
  'exports',
  'process',
  'global',
  'Date',
  'Math',
  'crypto',
  'setTimeout',
  'clearTimeout',
  'AbortSignal',
  '__host',
] as const;

export type Globals = Record<(typeof GLOBALS)[number], unknown> & { module: { exports: unknown } };

/** What the SDK takes for a signal: the platform's, or whatever has as much of one (lib/adapters/config/deadline.ts). */
export type Signal = AbortSignal | { readonly aborted: boolean; onabort: (() => void) | null };

type Say = (message: string, details?: { error?: unknown }) => void;

/** What an instance gives the code that runs in it. */
export type Surroundings = {
  random: Random;
  /** By this instance's own clock. */
  nowMs(): number;
  after(delayMs: number, task: () => void): Planned;
  /** A wait of the product itself, as against one inside the SDK. */
  sleep(delayMs: number): Promise<void>;
  /** One attempt of a call, as the SDK's HTTP handler makes it. */
  handle(request: unknown, timeoutMs: number, signal: Signal | undefined): Promise<{ response: object }>;
  /** One probe of an endpoint, which began at `at` by this instance's clock. */
  probe(endpoint: string, at: string): Promise<Probe>;
  /** The product's run, of this world's team, and of this instance alone. */
  contextFor(run: object): object;
  say(level: string, ...line: Parameters<Say>): void;
};

/**
 * Globals for one container: clock, timers, chance and network are those of its current world, looked up at each use.
 * Loading the code again for each world would leave it unoptimised for ever.
 */
export const globalsFor = (
  environment: Readonly<Record<string, string>>,
  here: () => Surroundings,
): Globals => {
  const module = { exports: {} };
  const ownCrypto = {
    ...crypto,
    randomUUID: () => here().random.uuid(),
    randomBytes: (length: number) => here().random.bytes(length),
    randomInt: (values: number) => here().random.int(0, values - 1),
    getRandomValues: (into: Uint8Array) => {
      into.set(here().random.bytes(into.length));
      return into;
    },
  };
  const after: Surroundings['after'] = (delayMs, task) => here().after(delayMs, task);
  const nowMs = (): number => here().nowMs();
  return {
    require: requireFor(here, ownCrypto),
    module,
    exports: module.exports,
    process: Object.create(process, { env: { value: { ...environment } } }),
    global: Object.create(globalThis, { crypto: { value: ownCrypto } }), // where ulid looks for chance
    Date: dateOf(nowMs),
    Math: Object.create(Math, { random: { value: () => here().random.next() } }),
    crypto: ownCrypto,
    setTimeout: (task: () => void, delayMs = 0) =>
      Object.assign(after(delayMs, task), { unref: () => undefined }),
    clearTimeout: (timer: Planned | undefined) => timer?.cancel?.(),
    AbortSignal: new Proxy(AbortSignal, {
      get: (target, name) => (name === 'timeout' ? timeoutBy(after) : Reflect.get(target, name)),
    }),
    __host: {
      log: {
        info: (...line: Parameters<Say>) => here().say('info', ...line),
        warn: (...line: Parameters<Say>) => here().say('warn', ...line),
        error: (...line: Parameters<Say>) => here().say('error', ...line),
      },
      probe: (endpoint: string, at: string) => here().probe(endpoint, at),
      contextFor: (run: object) => here().contextFor(run),
      count: (counter: string, by = 1) => here().say('counts', `${counter} ${by}`),
    },
  };
};

/** Replaces `@smithy/node-http-handler`, and keeps to the time limits that the product set. */
const httpHandler = (here: () => Surroundings): object => ({
  NodeHttpHandler: {
    create: (limits: { requestTimeout?: number }) => ({
      metadata: { handlerProtocol: 'http/1.1' },
      handle: (request: unknown, { abortSignal }: { abortSignal?: Signal }) =>
        here().handle(request, limits.requestTimeout ?? 0, abortSignal),
      destroy: () => undefined,
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => limits,
    }),
  },
  streamCollector: () => Promise.reject(new Error('answers come whole, never as a stream')),
});

const requireFor = (here: () => Surroundings, ownCrypto: object) => {
  const real = createRequire(__filename);
  const own: Record<string, unknown> = {
    '@smithy/node-http-handler': httpHandler(here),
    'node:crypto': ownCrypto,
    'node:timers/promises': {
      setTimeout: async (delayMs: number, value?: unknown) => {
        await here().sleep(delayMs);
        return value;
      },
    },
    'node:fs/promises': { readFile: () => Promise.resolve('') }, // shared AWS configuration: there is none
  };
  return (name: string): unknown => own[name] ?? real(name);
};

const dateOf = (nowMs: () => number) =>
  new Proxy(Date, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [Math.floor(nowMs())] : parts, newTarget),
    get: (target, name) => (name === 'now' ? () => Math.floor(nowMs()) : Reflect.get(target, name)),
  });

const timeoutBy = (after: Surroundings['after']) => (delayMs: number) => {
  const controller = new AbortController();
  after(delayMs, () => controller.abort(new DOMException('The operation timed out', 'TimeoutError')));
  return controller.signal;
};
