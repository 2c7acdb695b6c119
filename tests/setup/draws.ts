import nodeCrypto from 'node:crypto';
import type { Random } from '../simulation/world/random.ts';

/**
 * What the product leaves to chance comes from `random`: the shard of a notification, waits between tries, ULIDs, secrets and the
 * codes made of them, who holds a lease. `randomBytes` with a callback stays Node's; nothing of ours calls it so. Answers with
 * what puts all of it back.
 */
export const drawFrom = (random: Random): (() => void) => {
  const { random: next } = Math;
  const { getRandomValues } = crypto;
  const { randomBytes, randomUUID } = nodeCrypto;
  const getDrawnValues = (array: Uint8Array): Uint8Array => {
    array.set(random.bytes(array.length));
    return array;
  };
  const drawnBytes = (length: number, done?: Parameters<typeof randomBytes>[1]) =>
    done ? randomBytes(length, done) : random.bytes(length);
  Object.assign(Math, { random: random.next });
  Object.assign(crypto, { getRandomValues: getDrawnValues });
  Object.assign(nodeCrypto, { randomBytes: drawnBytes, randomUUID: () => random.uuid() });
  return () => {
    Object.assign(Math, { random: next });
    Object.assign(crypto, { getRandomValues });
    Object.assign(nodeCrypto, { randomBytes, randomUUID });
  };
};
