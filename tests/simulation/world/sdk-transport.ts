import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import { type Answer, type Call, callOf, conflict, refusal } from './call.ts';
import type { Ledger } from './evidence.ts';
import type { Fate, Faults } from './faults.ts';
import type { Signal } from './globals.ts';
import type { IndexReplica } from './index-replica.ts';
import type { Invocation } from './invocation.ts';
import type { Merchants } from './merchants.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

export type WireParts = {
  /** The longest way there, or back. */
  travelMs: number;
  timeline: Timeline;
  random: Random;
  faults: Faults;
  ledger: Ledger;
  replica: IndexReplica;
  merchants: Merchants;
  /** Performs the request for real. */
  apply(call: Call, invocation: Invocation, fate: Fate): Promise<Answer>;
  trace(line: string): void;
};

/** Beyond every time limit of the product's clients (1 s, 3 s, 4 s). */
const LATE_MS = [900, 6000] as const;
const NEVER_APPLIED: Fate[] = ['unsent', 'throttled', 'failed', 'conflict'];

const socketError = (message: string): Error => Object.assign(new Error(message), { code: 'ECONNRESET' });
const named = (name: string, message: string, code?: string): Error =>
  Object.assign(new Error(message), { name, ...(code && { code }) });

/**
 * The network below the SDK: one attempt is one message there and one back, each with its own virtual time. The layer
 * is the HTTP handler, so that the SDK's own retries are under test and cannot hide a fault.
 */
export class Wire {
  readonly #parts: WireParts;

  constructor(parts: WireParts) {
    this.#parts = parts;
  }

  /** A wait of the product's own; it may be its last. */
  sleep(invocation: Invocation | undefined, delayMs: number): Promise<void> {
    const { timeline, faults, random } = this.#parts;
    const dies = invocation && faults.diesWaiting();
    return new Promise((resolve) => {
      timeline.after(dies ? random.between(0, delayMs) : delayMs, () => {
        if (!invocation || invocation.isDead) return;
        if (dies) this.#kill(invocation, 'killed waiting');
        else resolve();
      });
    });
  }

  /** A probe of a merchant's endpoint; a function may die during it too. */
  probe(invocation: Invocation | undefined, endpoint: string, at: string): Promise<Probe> {
    if (!invocation) throw new Error('a probe outside an invocation');
    const { timeline, faults, ledger, merchants, random, trace } = this.#parts;
    const seen = merchants.seen(endpoint, timeline.now);
    const probe = { ...seen, at, stages: {}, addresses: [], failedAddresses: [] };
    const dies = faults.diesWaiting();
    trace(`${invocation.name} probes ${endpoint}: ${seen.answer?.status ?? seen.outcome.kind}`);
    return new Promise((resolve) => {
      timeline.after(dies ? random.between(0, seen.ms) : seen.ms, () => {
        if (invocation.isDead) return;
        if (dies) return this.#kill(invocation, 'killed waiting');
        ledger.probes.push({ ...ledger.moment(invocation), key: endpointKey(endpoint), probe });
        resolve(probe);
      });
    });
  }

  /** The function's time is up: Lambda stops it. */
  outOfTime(invocation: Invocation): void {
    if (!invocation.isDead) this.#kill(invocation, 'out of time');
  }

  /** One attempt of a call, as the SDK's HTTP handler makes it. */
  handle(
    invocation: Invocation | undefined,
    request: unknown,
    timeoutMs: number,
    signal: Signal | undefined,
  ): Promise<{ response: object }> {
    if (!invocation) throw new Error('a call outside an invocation');
    const { timeline, faults, trace } = this.#parts;
    const call = callOf(request);
    const fate = faults.fateOf(call);
    invocation.calls += 1;
    if (fate !== 'none' && fate !== 'lagging') invocation.faults += 1;
    trace(
      `${invocation.name} ${call.operation}${call.index ? ` ${call.index}` : ''}${fate === 'none' ? '' : `: ${fate}`}`,
    );
    return new Promise((resolve, reject) => {
      let isOver = false;
      const finish = (how: () => void): void => {
        if (isOver || invocation.isDead) return;
        isOver = true;
        timer?.cancel();
        how();
      };
      const timer = timeoutMs
        ? timeline.after(timeoutMs, () =>
            finish(() => reject(named('TimeoutError', `no answer in ${timeoutMs} ms`, 'ETIMEDOUT'))),
          )
        : undefined;
      const abort = (): void => finish(() => reject(named('AbortError', 'Request aborted')));
      if (signal?.aborted) return abort();
      if (signal instanceof AbortSignal) signal.addEventListener('abort', abort, { once: true });
      else if (signal) signal.onabort = abort;
      this.#send(invocation, call, fate, {
        resolve: ({ status, headers, body }) =>
          finish(() => resolve({ response: { statusCode: status, headers, body } })),
        reject: (error) => finish(() => reject(error)),
      });
    });
  }

  #send(
    invocation: Invocation,
    call: Call,
    fate: Fate,
    { resolve, reject }: { resolve(answer: Answer): void; reject(error: Error): void },
  ): void {
    const { timeline, random, ledger, replica, apply, travelMs } = this.#parts;
    if (fate !== 'none') ledger.fault(fate);
    const travel = (): number => random.between(1, travelMs);
    const isLateThere = fate === 'late' && random.chance(0.5);
    timeline.after(isLateThere ? random.between(...LATE_MS) : travel(), async () => {
      // What a dead function had sent may have left it, or not.
      if (invocation.isDead && random.chance(0.5)) return;
      if (fate === 'killed before') return this.#kill(invocation, fate);
      if (NEVER_APPLIED.includes(fate)) {
        const refused = this.#refused(call, fate);
        return refused instanceof Error ? reject(refused) : resolve(refused);
      }
      const old = fate === 'lagging' ? replica.lagging(call) : undefined;
      if (old) ledger.fault(`stale ${call.index ?? ''}`);
      const answer = old ?? (await apply(call, invocation, fate));
      if (fate === 'killed after') return this.#kill(invocation, fate);
      const isLateBack = fate === 'late' && !isLateThere;
      timeline.after(isLateBack ? random.between(...LATE_MS) : travel(), () => {
        if (fate === 'lost') reject(socketError('socket hang up'));
        else resolve(answer);
      });
    });
  }

  /** The answer to a call that is never applied. */
  #refused(call: Call, fate: Fate): Answer | Error {
    const { random } = this.#parts;
    const isTopic = call.service === 'sns';
    if (fate === 'unsent') return socketError('read ECONNRESET');
    if (fate === 'conflict') return conflict(call, () => random.chance(0.3));
    if (fate === 'failed') return refusal(call, 500, isTopic ? 'InternalError' : 'InternalServerError');
    if (isTopic) return refusal(call, 429, 'Throttled');
    return refusal(call, 400, random.pick(['ThrottlingException', 'ProvisionedThroughputExceededException']));
  }

  #kill(invocation: Invocation, why: string): void {
    this.#parts.ledger.killed(why);
    invocation.kill(why);
  }
}
