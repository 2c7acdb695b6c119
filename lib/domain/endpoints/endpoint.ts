import { createHash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford: no letter is mistaken for another when read aloud
const KEY_LENGTH = 12; // 60 bits: a collision is unlikely below hundreds of millions of endpoints

const SOURCE_KEY_PREFIX = 'source:';

/** The key under which one endpoint's notifications and incidents stand: scheme, host, port and path, never query, userinfo or fragment. */
export const endpointKey = (endpoint: string): string => {
  const url = new URL(endpoint);
  const digest = createHash('sha256')
    .update(JSON.stringify([url.protocol, url.host, url.pathname]))
    .digest();
  return Array.from(digest.subarray(0, KEY_LENGTH), (byte) => ALPHABET[byte % 32]).join('');
};

/** The key for what a source sent that could not be read; never the key of an endpoint, never watched. */
export const sourceKey = (source: string): string => `${SOURCE_KEY_PREFIX}${source}`;

export const isSourceKey = (key: string): boolean => key.startsWith(SOURCE_KEY_PREFIX);

/** Whether a text can be a key of ours: of one beyond 2,048 bytes DynamoDB makes an error. */
export const isKeyLike = (text: string): boolean => text.length <= 100;

/** Host (with a port that is not the scheme's own) and path: the shortest form that still names the endpoint. */
export const hostAndPath = (endpoint: string): string => {
  const url = new URL(endpoint);
  return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
};
