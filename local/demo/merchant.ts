import { FLAVOURS_ADDRESS } from '../broken-servers/answers.ts';
import { labServer, labServers } from '../broken-servers/catalog.ts';
import type { Running } from '../broken-servers/listening.ts';
import { namedServers } from '../broken-servers/named.ts';
import { labAuthority } from '../broken-servers/secured.ts';
import type { Caller } from './flavours.ts';

/** Short names for what breaks most often. */
const SHORT: Readonly<Record<string, string>> = {
  unavailable: 'status-503',
  crashed: 'status-500',
  timeout: 'too-slow',
  connection: 'port-closed',
  missing: 'status-404',
  redirect: 'redirect-loop',
  unauthorized: 'status-401',
  throttled: 'status-429',
};
const BLOCKS_FLAVOURS = 'blocks-flavours';

/** Everything that `--cause` accepts: the failing servers of the lab, on this machine. */
export const CAUSES: readonly string[] = [
  ...Object.keys(SHORT),
  ...labServers
    .filter(({ cause, name }) => cause !== undefined || name === BLOCKS_FLAVOURS)
    .filter((server) => !namedServers.includes(server))
    .map(({ name }) => name),
];

/** How Flavours calls: from an address of its own, and trusting the lab's authority. */
export const caller: Caller = { localAddress: FLAVOURS_ADDRESS, authority: labAuthority() };

/** A merchant's order endpoint: real servers on one port, that break and recover. */
export class Merchant {
  readonly endpoint: string;
  readonly #broken: string;
  readonly #port: number;
  #running: Running | undefined;

  private constructor(endpoint: string, broken: string) {
    this.endpoint = endpoint;
    this.#broken = broken;
    this.#port = Number(new URL(endpoint).port);
  }

  /** A merchant that is up, and will break as `cause` says. */
  static async open(cause: string): Promise<Merchant> {
    const name = SHORT[cause] ?? cause;
    const rehearsal = await labServer(name).start(); // it knows its scheme, and finds a free port
    await rehearsal.stop();
    const merchant = new Merchant(rehearsal.url, name);
    await merchant.repair();
    return merchant;
  }

  async repair(): Promise<void> {
    await this.#run(this.endpoint.startsWith('https:') ? 'good-tls' : 'good');
  }

  async break(): Promise<void> {
    await this.#run(this.#broken);
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async #run(name: string): Promise<void> {
    await this.close();
    this.#running = await labServer(name).start(this.#port);
  }
}
