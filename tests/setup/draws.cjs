const nodeCrypto = require('node:crypto');

/** The same numbers from 0 to 1 at every run of a seed, others for each name: mulberry32. */
exports.numbersFor = (name) => {
  let state = nodeCrypto.createHash('sha256').update(`${process.env.SEED} ${name}`).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/**
 * What the product leaves to chance comes from `next`: the shard of a notification, waits between tries, ULIDs, secrets and the
 * codes made of them, who holds a lease. `randomBytes` with a callback stays Node's; nothing of ours calls it so. Answers with
 * what puts all of it back.
 */
exports.drawFrom = (next) => {
  const { random } = Math;
  const { getRandomValues } = crypto;
  const { randomBytes, randomUUID } = nodeCrypto;
  const fill = (array) => {
    for (const index of array.keys()) array[index] = Math.floor(next() * 2 ** 32);
    return array;
  };
  Math.random = next;
  crypto.getRandomValues = fill;
  nodeCrypto.randomBytes = (length, ...more) =>
    more.length > 0 ? randomBytes(length, ...more) : fill(Buffer.alloc(length));
  nodeCrypto.randomUUID = () => {
    const bytes = fill(Buffer.alloc(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4
    bytes[8] = (bytes[8] & 0x3f) | 0x80; // its variant
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
  return () => {
    Object.assign(Math, { random });
    Object.assign(crypto, { getRandomValues });
    Object.assign(nodeCrypto, { randomBytes, randomUUID });
  };
};
