import { isIPv6, type Socket } from 'node:net';
import type { Outcome, Probe, Stage } from '../../domain/probing/probe.ts';
import { type Failure, failureOf } from './classify-error.ts';
import { ConnectError } from './connect-error.ts';
import { type Resolve, resolver } from './dns-stage.ts';
import { ask, speaksHttp2 } from './http-stage.ts';
import type { NetworkCheck } from './network-reference.ts';
import { type Suspicion, suspicion } from './own-network.ts';
import { type Allowed, checkAddresses, type Target, TargetRefusedError, targetOf } from './target-policy.ts';
import { connectToFirst, type Open } from './tcp-stage.ts';
import { BOTH_PROTOCOLS, HTTP1_ONLY, type Protocols, secure } from './tls-stage.ts';

export type ProbeOptions = {
  now: () => Date;
  /** Hosts, addresses and ranges that may be probed although they are not public; none by default. */
  allowed?: Allowed;
  /** How names are resolved; by DNS by default. */
  resolve?: Resolve;
  /** Distinguishes our own trouble from the endpoint's where an error alone does not. */
  isNetworkUp?: NetworkCheck;
  /** Certificates of the authorities to trust, in place of Node's own. */
  authorities?: readonly string[];
  /** How a socket is opened; tests break it. */
  open?: Open;
  /** The time for all of it; three seconds unless said. */
  budgetMs?: number;
};

const MOST_ADDRESSES = 16;
const SUSPICIOUS_MS = 1_000; // by then DNS and TCP have answered from anywhere in the world
const GRACE_MS = 50;

/** One probe under way: what it has found, and at which stage it is. */
export class ProbeRun {
  readonly seen: Omit<Probe, 'ms' | 'outcome'>;
  readonly #options: ProbeOptions;
  readonly #allowed: Allowed;
  readonly #overdue: AbortSignal;
  readonly #isOurSideUp: Suspicion;
  #stage: Stage = 'dns';
  #isByHttp2 = false;
  /** In that case the silence may be our own connection's, which is known for IPv6 only. */
  #isByIpv6Alone = false;

  constructor(options: ProbeOptions, overdue: AbortSignal) {
    this.seen = { at: options.now().toISOString(), stages: {}, addresses: [], failedAddresses: [] };
    this.#options = options;
    this.#allowed = options.allowed ?? [];
    this.#overdue = overdue;
    this.#isOurSideUp = suspicion(options.isNetworkUp, overdue);
  }

  async at(endpoint: string): Promise<Outcome> {
    try {
      const target = targetOf(endpoint, this.#allowed);
      const addresses = target.isAddress ? [target.host] : await this.#resolve(target.host);
      checkAddresses(target.host, addresses, this.#allowed);
      this.#isByIpv6Alone = addresses.every((address) => isIPv6(address));
      await this.#ask(target, addresses.slice(0, MOST_ADDRESSES));
      return { kind: 'answered' };
    } catch (error) {
      if (error instanceof TargetRefusedError) return { kind: 'refused', why: error.why };
      // It is known which address failed and how; that the time ran out because another one was silent adds nothing.
      if (error instanceof ConnectError && error.isOurMissingRoute)
        return { kind: 'untested', stage: 'tcp', code: error.code };
      const isOverdue = this.#overdue.aborted && !(error instanceof ConnectError);
      return this.#outcomeOf(failureOf(this.#stage, error, isOverdue));
    }
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const resolve = this.#options.resolve ?? resolver();
    const addresses = await this.#timed('dns', () => resolve(host, this.#overdue));
    if (addresses.length === 0) throw Object.assign(new Error(`no address: ${host}`), { code: 'ENODATA' });
    this.seen.addresses = addresses.slice(0, MOST_ADDRESSES);
    return addresses;
  }

  /** By HTTP/2 where the server chooses it, as browsers do; where it then breaks, once more without. */
  async #ask(target: Target, addresses: readonly string[]): Promise<void> {
    try {
      await this.#askBy(BOTH_PROTOCOLS, target, addresses);
    } catch (error) {
      const { address } = this.seen;
      if (!this.#isByHttp2 || address === undefined || this.#overdue.aborted) throw error;
      await this.#askBy(HTTP1_ONLY, target, [address]).catch((second: unknown) => {
        if (second instanceof TargetRefusedError) throw second;
        this.#stage = 'http';
        throw error; // what went wrong with the server's own choice says more
      });
    }
  }

  async #askBy(protocols: Protocols, target: Target, addresses: readonly string[]): Promise<void> {
    const { socket: plain, ...connected } = await this.#timed('tcp', () =>
      connectToFirst(addresses, target.port, this.#overdue, this.#options.open),
    );
    try {
      this.seen.address = connected.address;
      this.seen.failedAddresses.push(...connected.failed);
      const socket = target.url.protocol === 'http:' ? plain : await this.#secure(protocols, plain, target);
      this.#isByHttp2 = speaksHttp2(socket);
      this.seen.answer = await this.#timed('http', () =>
        ask(target.url, socket, this.#options.now, this.#overdue),
      );
    } finally {
      plain.destroy();
    }
  }

  async #secure(protocols: Protocols, plain: Socket, target: Target): Promise<Socket> {
    const { authorities } = this.#options;
    const { socket, certificate } = await this.#timed('tls', () =>
      secure(plain, target, { authorities, protocols }, this.#overdue),
    );
    this.seen.certificate = certificate;
    const { error: code } = certificate;
    if (code !== undefined) throw Object.assign(new Error('the certificate is not accepted'), { code });
    return socket;
  }

  async #outcomeOf({ stage, reason, attribution, code }: Failure): Promise<Outcome> {
    const isOurs = attribution === 'ours';
    const isUp = isOurs || attribution === 'theirs' ? undefined : await this.#isOurSideUpAt(stage);
    const isLikelyTheirs = attribution === 'likely theirs' && !(stage === 'tcp' && this.#isByIpv6Alone);
    const isUntested = isOurs || (attribution !== 'theirs' && !(isUp ?? isLikelyTheirs));
    return isUntested ? { kind: 'untested', stage, code } : { kind: 'failed', stage, reason, code };
  }

  async #timed<T>(stage: Stage, run: () => Promise<T>): Promise<T> {
    this.#stage = stage;
    const began = performance.now();
    const suspicious = setTimeout(() => void this.#isOurSideUpAt(stage), SUSPICIOUS_MS);
    try {
      return await this.#inTime(run());
    } finally {
      clearTimeout(suspicious);
      this.seen.stages[stage] = Math.round(performance.now() - began);
    }
  }

  async #isOurSideUpAt(stage: Stage): Promise<boolean | undefined> {
    if (stage !== 'dns' && stage !== 'tcp') return undefined;
    return this.#isOurSideUp(stage === 'tcp' && this.#isByIpv6Alone ? 'tcp6' : stage);
  }

  /** Every stage obeys the signal, and reports what it had found; this is for one that some day does not. */
  #inTime<T>(run: Promise<T>): Promise<T> {
    return Promise.race([
      run,
      new Promise<never>((_, reject) => {
        const end = (): void => reject(this.#overdue.reason);
        this.#overdue.addEventListener('abort', () => setTimeout(end, GRACE_MS).unref(), { once: true });
      }),
    ]);
  }
}
