import { connect, type Socket } from 'node:net';
import { parseAddress } from '../../domain/probing/ip-address.ts';
import { Refusal } from './target-policy.ts';

/** An open socket to one address; ends with what kept it from opening. */
export type Open = (address: string, port: number) => Socket;

export type Connected = { socket: Socket; address: string; failed: string[] };

const MOST_ADDRESSES = 3;
const ATTEMPT_MS = 1_300; // a lost first SYN is sent again after 1 s: https://www.rfc-editor.org/rfc/rfc6298#section-2

/**
 * A connection to the first address that takes one. No name is given to the platform, so nothing is resolved a second
 * time: what was checked is what is connected to, and that is looked at once more on the open socket.
 */
export const connectToFirst = async (
  addresses: readonly string[],
  port: number,
  overdue: AbortSignal,
  open: Open = (host, at) => connect({ host, port: at }),
): Promise<Connected> => {
  const failed: string[] = [];
  const candidates = addresses.slice(0, MOST_ADDRESSES);
  for (const [index, address] of candidates.entries()) {
    const isLast = index === candidates.length - 1;
    const signal = isLast ? overdue : AbortSignal.any([overdue, AbortSignal.timeout(ATTEMPT_MS)]);
    try {
      return { socket: await opened(open(address, port), address, signal), address, failed };
    } catch (error) {
      if (isLast || overdue.aborted || error instanceof Refusal) throw error;
      failed.push(address);
    }
  }
  throw new Error('no address to connect to');
};

const opened = (socket: Socket, address: string, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const end = (error: unknown): void => {
      signal.removeEventListener('abort', late);
      socket.destroy();
      reject(error);
    };
    const late = (): void => end(signal.reason);
    signal.addEventListener('abort', late, { once: true });
    socket.on('error', end); // stays: an error between two stages must not end the process
    socket.once('connect', () => {
      const { remoteAddress = '' } = socket;
      if (parseAddress(remoteAddress)?.value !== parseAddress(address)?.value) {
        return end(new Refusal('address', `connected to ${remoteAddress} instead of ${address}`));
      }
      signal.removeEventListener('abort', late);
      resolve(socket);
    });
  });
