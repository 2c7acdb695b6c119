import * as z from 'zod';

/** Why an endpoint fails, from a closed list. */
export const Cause = z.enum([
  'address',
  'dns',
  'dns-temporary',
  'connection',
  'connect-timeout',
  'unreachable',
  'reset',
  'tls-expired',
  'tls-name',
  'tls-untrusted',
  'tls-certificate',
  'tls',
  'protocol',
  'timeout',
  'redirect',
  'rejected',
  'unauthorized',
  'missing',
  'method',
  'limits',
  'throttled',
  'crashed',
  'unsupported',
  'unavailable',
  'gateway-timeout',
  'origin',
  'origin-tls',
  'sender',
  'unreadable',
  'flood',
  'unknown',
]);
export type Cause = z.infer<typeof Cause>;

/** The areas of investigation that Flavours documents, plus one for causes without one. */
export const Area = z.enum([
  'network',
  'endpoint configuration',
  'application downtime',
  'performance',
  'unknown',
]);
export type Area = z.infer<typeof Area>;
