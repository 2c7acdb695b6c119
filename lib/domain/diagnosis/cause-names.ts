import * as z from 'zod';

/**
 * Why an endpoint fails, from a closed list, and the numbers that say so. `statuses`: HTTP, beyond 511
 * https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/. `curl`:
 * https://curl.se/libcurl/c/libcurl-errors.html; a number that is missing there says nothing of the endpoint. The words that
 * say it are in cause.ts. Of each the compiler asks what it means (advice.ts), what to do (runbook.ts), and its Arabic.
 */
const CAUSES = {
  address: { curl: [1, 3] },
  dns: { curl: [6] },
  'dns-temporary': {},
  connection: { curl: [7, 96] },
  'connect-timeout': {},
  unreachable: {},
  reset: { curl: [16, 18, 52, 55, 56, 92] },
  'tls-expired': {},
  'tls-name': { curl: [51] },
  'tls-untrusted': { curl: [83] },
  'tls-certificate': { curl: [60, 90, 91] },
  tls: { curl: [35, 59, 80] },
  protocol: { curl: [8, 61] },
  timeout: { curl: [28] },
  redirect: { curl: [47] },
  rejected: {},
  // 419: Laravel refuses a CSRF token; 495, 496: nginx wants a client certificate
  unauthorized: { statuses: [401, 403, 407, 419, 495, 496], curl: [67, 98] },
  missing: { statuses: [404, 410] },
  method: { statuses: [405] },
  limits: { statuses: [408, 413, 414, 415, 431, 494] },
  throttled: { statuses: [429] },
  crashed: {},
  unsupported: { statuses: [501, 505] },
  unavailable: { statuses: [502, 503] },
  'gateway-timeout': { statuses: [504, 524, 598, 599] },
  origin: { statuses: [520, 521, 522, 523, 527, 530] },
  'origin-tls': { statuses: [525, 526] },
  // its proxy, its memory, its own certificate, its list of authorities
  sender: { curl: [5, 27, 58, 77, 97] },
  unreadable: {},
  flood: {},
  unknown: {},
} as const satisfies Record<string, { statuses?: readonly number[]; curl?: readonly number[] }>;

const isCause = (name: string): name is keyof typeof CAUSES => Object.hasOwn(CAUSES, name);

export const Cause = z.enum(Object.keys(CAUSES).filter(isCause));
export type Cause = z.infer<typeof Cause>;

const byNumber = (kind: 'statuses' | 'curl'): ReadonlyMap<number, Cause> =>
  new Map(
    Cause.options.flatMap((cause) => {
      const numbers: { statuses?: readonly number[]; curl?: readonly number[] } = CAUSES[cause];
      return (numbers[kind] ?? []).map((number) => [number, cause] as const);
    }),
  );

export const BY_STATUS = byNumber('statuses');
export const BY_CURL_NUMBER = byNumber('curl');

/** The areas of investigation that Flavours documents, plus one for causes without one. */
export const Area = z.enum([
  'network',
  'endpoint configuration',
  'application downtime',
  'performance',
  'unknown',
]);
export type Area = z.infer<typeof Area>;
