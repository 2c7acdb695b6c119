import nodeCrypto from 'node:crypto';
import type { Random } from '../simulation/world/random.ts';

/**
 * What the product leaves to chance comes from `random`: the shard of a notification, waits between tries, ULIDs, secrets and the
 * codes made of them, who holds a lease. With a callback `randomBytes` stays Node's and `randomInt` is refused: nothing of ours
 * calls them so. Answers with what puts all of it back.
 */
export const drawFrom = (random: Random): (() => void) => {
  const { random: next } = Math;
  const { getRandomValues } = crypto;
  const { randomBytes, randomInt, randomUUID } = nodeCrypto;
  const getDrawnValues = (array: Uint8Array): Uint8Array => {
    array.set(random.bytes(array.length));
    return array;
  };
  const drawnBytes = (length: number, done?: Parameters<typeof randomBytes>[1]) =>
    done ? randomBytes(length, done) : random.bytes(length);
  const drawnInt = (first: number, second?: number, ...more: unknown[]): number => {
    if (typeof second === 'function' || more.length > 0)
      throw new TypeError('randomInt: expected one or two numbers, and no callback');
    return second === undefined ? random.int(0, first - 1) : random.int(first, second - 1);
  };
  Object.assign(Math, { random: random.next });
  Object.assign(crypto, { getRandomValues: getDrawnValues });
  Object.assign(nodeCrypto, {
    randomBytes: drawnBytes,
    randomInt: drawnInt,
    randomUUID: () => random.uuid(),
  });
  return () => {
    Object.assign(Math, { random: next });
    Object.assign(crypto, { getRandomValues });
    Object.assign(nodeCrypto, { randomBytes, randomInt, randomUUID });
  };
};
