import { hash } from 'node:crypto';
import { redactUrl } from './redact-url.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford: no letter is mistaken for another when read aloud
const KEY_LENGTH = 12; // 60 bits: a collision is unlikely below hundreds of millions of endpoints

const SOURCE_KEY_PREFIX = 'source:';

/**
 * The key of an endpoint's notifications and incidents: a hash of scheme, host, port, path and query as the URL
 * Standard writes them, with parameters in their original order; an empty query counts as none. Never user or
 * fragment.
 */
export const endpointKey = (endpoint: string): string => {
  const { protocol, host, pathname, search } = new URL(endpoint);
  const parts = JSON.stringify([protocol, host, pathname, ...(search === '' ? [] : [search])]);
  const digest = hash('sha256', parts, 'buffer');
  let key = '';
  for (let index = 0; index < KEY_LENGTH; index++) key += ALPHABET.charAt(digest.readUInt8(index) % 32);
  return key;
};

/** The key of a source's unreadable posts; never the key of an endpoint, never monitored. */
export const sourceKey = (source: string): string => `${SOURCE_KEY_PREFIX}${source}`;

export const isSourceKey = (key: string): boolean => key.startsWith(SOURCE_KEY_PREFIX);

/** Whether a text can be one of our keys: beyond 2,048 bytes DynamoDB reports an error. */
export const isKeyLike = (text: string): boolean => text.length <= 100;

/** The URL that is probed: everything that identifies it, with the values of its query, which are shown to nobody. */
export const probedUrl = (endpoint: string): string => {
  const url = new URL(endpoint);
  return `${url.protocol}//${url.host}${url.pathname}${url.search}`;
};

/** Host (with a port that is not the scheme's own), path and the names of a query: the shortest form that names the endpoint. */
export const hostAndPath = (endpoint: string): string => {
  const url = new URL(redactUrl(endpoint));
  const path = url.pathname === '/' && url.search === '' ? '' : url.pathname;
  return `${url.host}${path}${url.search}`;
};
