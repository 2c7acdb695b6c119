import type { Random } from '../world/random.ts';

export const SOURCES = ['main', 'riyadh', 'jeddah', 'staging'] as const;

/** One post of the storm: at so many ms of it, under a source, with a body. */
export type Post = { afterMs: number; source: string; body: string };

export type Storm = { lengthMs: number; posts: Post[] };

const CODES = [500, 502, 503, 504, 404, 410, 401, 429, 0, -1, 28, 6];
const MESSAGES = ['cURL error 28: Operation timed out', 'Service Unavailable', 'connection refused', ''];
const HOSTS = ['api.shop.example', 'hooks.store.example:8443', 'merchant.example'];

/** A storm over the given endpoints: bursts and trickles, some posts that cannot be read, one too big now and then. */
export const stormOf = (random: Random, endpoints: readonly string[]): Storm => {
  const lengthMs = random.pick([2000, 20_000, 90_000, 240_000, 480_000]);
  const [burstAt, burst] = [random.next(), random.next()];
  const sources = SOURCES.slice(0, random.int(1, SOURCES.length));
  const hot = endpoints[random.int(0, endpoints.length - 1)];
  const posts = Array.from({ length: random.int(15, 80) }, () => {
    const when = random.chance(burst) ? burstAt + random.next() * 0.02 : random.next();
    const endpoint = random.chance(0.3) ? hot : endpoints[random.int(0, endpoints.length - 1)];
    return {
      afterMs: Math.min(1, when) * lengthMs,
      source: sources[random.int(0, sources.length - 1)] ?? 'main',
      body: bodyOf(random, endpoint ?? 'https://api.shop.example/'),
    };
  });
  return { lengthMs, posts };
};

/** At most so many endpoints, often few: then more happens to each. */
export const endpointsOf = (random: Random, most: number): string[] =>
  Array.from(
    { length: random.chance(0.3) ? random.int(1, 3) : random.int(1, most) },
    (_, index) => `https://${HOSTS[random.int(0, HOSTS.length - 1)]}/hooks/orders/${index}`,
  );

const bodyOf = (random: Random, endpoint: string): string => {
  const post = {
    endpoint: random.chance(0.2) ? `${endpoint}?attempt=${random.int(1, 9)}` : endpoint,
    code: CODES[random.int(0, CODES.length - 1)],
    message: MESSAGES[random.int(0, MESSAGES.length - 1)],
  };
  const kind = random.next();
  if (kind < 0.02) return '{"endpoint": "https://api.shop.example/ho';
  if (kind < 0.03) return JSON.stringify({ code: 503, endpoint: 'api.shop.example/hooks' });
  if (kind < 0.05) return `{"endpoint": "${endpoint}", "code": 5`;
  if (kind < 0.07) return JSON.stringify({ ...post, code: 'five hundred' });
  if (kind < 0.08) return JSON.stringify({ endpoint, message: { error: MESSAGES[0] } });
  if (kind < 0.09) return JSON.stringify({ ...post, message: 'x'.repeat(17 * 1024) });
  if (kind < 0.1) return JSON.stringify([post, { ...post, endpoint: `${endpoint}/second`, code: null }]);
  return JSON.stringify(kind < 0.2 ? { ...post, orderId: random.int(1, 1e6) } : post);
};
