import { fromBase64, toBase64 } from '@smithy/core/serde';
import { isObject, type Members } from './wire-request.ts';

/**
 * Input as AWS JSON: bytes as base64, the members that are `dates` as seconds, and what is undefined or null left out. Throws for a
 * value that is none of JSON's, which `JSON.stringify` would leave out or send as something else.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#shape-serialization
 */
export const jsonOf = (input: Members, dates: readonly string[] = []): string =>
  JSON.stringify(input, function (this: Members, key: string): unknown {
    // As it was given: `JSON.stringify` has already called its `toJSON`, such as that of a date.
    const value = this[key];
    if (value === undefined || value === null) {
      if (Array.isArray(this)) throw new TypeError(`${key} of a list has no value`);
      return undefined;
    }
    if (value instanceof Uint8Array) return toBase64(value);
    if (value instanceof Date && dates.includes(key) && !Number.isNaN(value.getTime()))
      return value.getTime() / 1000;
    if (isJson(value)) return value;
    throw new TypeError(`${key} cannot be sent as JSON: ${Object.prototype.toString.call(value)}`);
  });

const isJson = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value)) return true;
  return isObject(value) && isPlain(value);
};

/** Of no class: its prototype is that of all objects, or none. */
const isPlain = (value: Members): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** What a service says, with the bytes of DynamoDB's attributes as such. */
export const parsedFrom = (json: string): unknown => {
  const value: unknown = JSON.parse(json);
  if (/"BS?"/.test(json)) readBytes(value);
  return value;
};

/** Only an attribute value has a text named B, or a list named BS: an attribute of that name is an object. */
const readBytes = (value: unknown): void => {
  if (!isObject(value)) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === 'B' && typeof one === 'string') value[key] = fromBase64(one);
    else if (key === 'BS' && Array.isArray(one)) value[key] = one.map(fromBase64);
    else readBytes(one);
  }
};
