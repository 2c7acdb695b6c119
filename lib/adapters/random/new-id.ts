import { ulid } from 'ulid';

const DIGITS = 16;

/**
 * A new ULID of that time. The chance of all its digits is drawn at once: left to itself, `ulid` asks the system for each digit
 * alone, which took a fifth of a request's own processor time (ulid 3.0.2).
 */
export const newId = (at: Date): string => {
  const drawn = crypto.getRandomValues(Buffer.alloc(DIGITS));
  let used = 0;
  return ulid(at.getTime(), () => drawn.readUInt8(used++) / 256);
};
