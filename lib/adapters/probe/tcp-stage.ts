import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAddress } from '../../domain/security/ip-address.ts';
import { type ConnectError, connectError, mostInformative } from './connect-error.ts';
import { codedError } from './response.ts';
import { TargetRefusedError } from './target-policy.ts';

/** An open socket to one address; rejects with whatever prevented it. */
export type Open = (address: string, port: number) => Socket;

/** `failed` are those that were tried before, and had not accepted a connection by then. */
export type Connected = { socket: Socket; address: string; failed: string[] };

type Opened = Omit<Connected, 'failed'>;

/** The next address is tried as well once the previous one was silent for this long; the earlier attempt goes on. */
const STAGGER_MS = 500;

/**
 * A connection to whichever address accepts one first, tried in order as browsers and cURL do (RFC 8305). No name is
 * given to the platform, so nothing is resolved a second time: the checked address is the one that is connected to,
 * and it is checked once more on the open socket. If none accepts, throws the most telling error.
 */
export const connectToFirst = async (
  addresses: readonly string[],
  port: number,
  overdue: AbortSignal,
  open: Open = (host, at) => connect({ host, port: at }),
): Promise<Connected> => {
  const decided = new AbortController();
  const signal = AbortSignal.any([overdue, decided.signal]);
  const attempts: Promise<Opened>[] = [];
  let winner: Opened | undefined;
  try {
    winner = await firstOf(attempts, addresses, (address) => opened(open(address, port), address, signal));
    const { address: taken } = winner;
    const failed = addresses.slice(0, attempts.length).filter((address) => address !== taken);
    return { ...winner, failed };
  } finally {
    decided.abort(); // ends attempts that are still under way
    for (const attempt of attempts)
      void attempt.then(
        ({ socket }) => socket !== winner?.socket && socket.destroy(),
        () => undefined,
      );
  }
};

const firstOf = async (
  attempts: Promise<Opened>[],
  addresses: readonly string[],
  begin: (address: string) => Promise<Opened>,
): Promise<Opened> => {
  const errors: ConnectError[] = [];
  for (const address of addresses) {
    const attempt = begin(address);
    attempts.push(attempt);
    const failed = attempt.catch((error: unknown) => {
      if (error instanceof TargetRefusedError) throw error;
      errors.push(connectError(address, error));
    });
    const anyOpen = Promise.any(attempts).catch(() => undefined);
    const first = await Promise.race([anyOpen, failed, sleep(STAGGER_MS, undefined, { ref: false })]);
    if (first) return first;
  }
  return Promise.any(attempts).catch(() => {
    throw mostInformative(errors);
  });
};

const opened = (socket: Socket, address: string, signal: AbortSignal): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const end = (error: unknown): void => {
      signal.removeEventListener('abort', late);
      socket.destroy();
      reject(error);
    };
    const late = (): void => end(codedError('ETIMEDOUT', 'no connection in time'));
    signal.addEventListener('abort', late, { once: true });
    socket.on('error', end); // stays: an error between two stages must not end the process
    socket.once('connect', () => {
      const { remoteAddress = '' } = socket;
      if (parseAddress(remoteAddress)?.value !== parseAddress(address)?.value) {
        return end(new TargetRefusedError('address', `connected to ${remoteAddress} instead of ${address}`));
      }
      signal.removeEventListener('abort', late);
      resolve({ socket, address });
    });
  });
