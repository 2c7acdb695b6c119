import { isIPv6 } from 'node:net';
import type { Answer, Outcome, Probe, Stage } from '../../domain/probing/probe.ts';
import { type Failure, failureOf } from './classify-error.ts';
import { type Resolve, resolver } from './dns-stage.ts';
import { ask } from './http-stage.ts';
import type { NetworkCheck } from './network-reference.ts';
import { type Suspicion, suspicion } from './own-network.ts';
import { type Allowed, checkAddresses, Refusal, type Target, targetOf } from './target-policy.ts';
import { connectToFirst, type Open } from './tcp-stage.ts';
import { secure } from './tls-stage.ts';

export type ProbeOptions = {
  now: () => Date;
  /** Hosts, addresses and ranges that may be looked at though they are not public; none unless said. */
  allowed?: Allowed;
  /** How names become addresses; by DNS unless said. */
  resolve?: Resolve;
  /** Tells our own trouble from the endpoint's, where an error alone does not. */
  isNetworkUp?: NetworkCheck;
  /** Certificates of the authorities to trust, instead of those that Node trusts. */
  authorities?: readonly string[];
  /** How a socket is opened; tests break it. */
  open?: Open;
};

const MOST_ADDRESSES = 16;
const SUSPICIOUS_MS = 1_000; // by then DNS and TCP have answered anywhere in the world
const LAST_GET_MS = 1_500; // a GET that is asked later would be cut off by our own budget
const GRACE_MS = 50;

/** One probe while it goes on: what it has seen, and at which stage it is. */
export class Look {
  readonly seen: Omit<Probe, 'ms' | 'outcome'>;
  readonly #began = performance.now();
  readonly #options: ProbeOptions;
  readonly #allowed: Allowed;
  readonly #overdue: AbortSignal;
  readonly #isOurSideUp: Suspicion;
  #stage: Stage = 'dns';

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
      const head = await this.#ask('HEAD', target, addresses);
      if (this.#isWorthAGet(head)) await this.#ask('GET', target, [this.seen.address ?? ''], head.status);
      return { kind: 'answered' };
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', why: error.why };
      return this.#outcomeOf(failureOf(this.#stage, error, this.#overdue.aborted));
    }
  }

  /** HEAD is the method that servers get wrong, so GET has the last word; but not where more requests are the trouble, or a proxy speaks. */
  #isWorthAGet({ status }: Answer): boolean {
    const isLate = performance.now() - this.#began > LAST_GET_MS;
    return status >= 400 && status <= 501 && status !== 429 && !isLate;
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const resolve = this.#options.resolve ?? resolver();
    const addresses = await this.#timed('dns', () => resolve(host, this.#overdue));
    if (addresses.length === 0) throw Object.assign(new Error(`no address: ${host}`), { code: 'ENODATA' });
    this.seen.addresses = addresses.slice(0, MOST_ADDRESSES);
    return addresses;
  }

  async #ask(
    method: Answer['method'],
    target: Target,
    addresses: readonly string[],
    headStatus?: number,
  ): Promise<Answer> {
    const { socket: plain, ...connected } = await this.#timed('tcp', () =>
      connectToFirst(addresses, target.port, this.#overdue, this.#options.open),
    );
    try {
      this.seen.address = connected.address;
      this.seen.failedAddresses.push(...connected.failed);
      const socket = target.url.protocol === 'http:' ? plain : await this.#secure(plain, target);
      const { answer, trouble } = await this.#timed('http', () =>
        ask(method, target.url, socket, this.#options.now, this.#overdue),
      );
      this.seen.answer = { ...answer, ...(headStatus !== undefined && { headStatus }) };
      if (trouble !== undefined) throw trouble;
      return answer;
    } finally {
      plain.destroy();
    }
  }

  async #secure(...[plain, target]: [Parameters<typeof secure>[0], Target]) {
    const { socket, certificate } = await this.#timed('tls', () =>
      secure(plain, target, this.#options.authorities, this.#overdue),
    );
    this.seen.certificate = certificate;
    const { error: code } = certificate;
    if (code !== undefined) throw Object.assign(new Error('the certificate is not accepted'), { code });
    return socket;
  }

  async #outcomeOf({ stage, fault, blame, code }: Failure): Promise<Outcome> {
    // A look at our network tells nothing of IPv6, which most functions do not have.
    const isOurs =
      blame === 'ours' || (code === 'ENETUNREACH' && this.seen.addresses.every((address) => isIPv6(address)));
    const isUp = isOurs || blame === 'theirs' ? undefined : await this.#isOurSideUp(stage);
    const isUntested = isOurs || (blame !== 'theirs' && !(isUp ?? blame === 'likely theirs'));
    return isUntested ? { kind: 'untested', stage, code } : { kind: 'failed', stage, fault, code };
  }

  async #timed<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    this.#stage = stage;
    const began = performance.now();
    const suspicious = setTimeout(() => void this.#isOurSideUp(stage), SUSPICIOUS_MS);
    try {
      return await this.#inTime(work());
    } finally {
      clearTimeout(suspicious);
      this.seen.stages[stage] = Math.round(performance.now() - began);
    }
  }

  /** Every stage heeds the signal, and tells what it had seen by then; this is for the one that one day does not. */
  #inTime<T>(work: Promise<T>): Promise<T> {
    return Promise.race([
      work,
      new Promise<never>((_, reject) => {
        const end = (): void => reject(this.#overdue.reason);
        this.#overdue.addEventListener('abort', () => setTimeout(end, GRACE_MS).unref(), { once: true });
      }),
    ]);
  }
}
