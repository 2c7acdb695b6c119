import { isIPv6 } from 'node:net';
import { codeOf } from './classify-error.ts';

/** What kept one address from taking a connection. */
export class ConnectError extends Error {
  override name = 'ConnectError' as const;
  readonly code: string;
  /** There is no IPv6 where we are, which says nothing of the endpoint: most functions have none. */
  readonly isOurMissingRoute: boolean;

  constructor(address: string, code: string, cause: unknown) {
    super(`${code} ${address}`, { cause });
    this.code = code;
    this.isOurMissingRoute = isIPv6(address) && MISSING_ROUTE.has(code);
  }
}

const MISSING_ROUTE: ReadonlySet<string> = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EACCES',
  'EPERM',
]);

/** One that the platform did not name is a mistake of ours, and is thrown on. */
export const connectError = (address: string, error: unknown): ConnectError => {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return new ConnectError(address, code, error);
};

/** The most telling first: what an endpoint says itself, then its silence, then what is or may be our own trouble. */
const TELLING = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'ENETUNREACH',
];

/** Of the errors of all addresses the one that tells most of the endpoint; not the last, which may be our own. */
export const mostTelling = (errors: readonly ConnectError[]): Error => {
  const [first] = [...errors].sort((one, other) => rank(one) - rank(other));
  return first ?? new Error('no address to connect to');
};

const rank = ({ code, isOurMissingRoute }: ConnectError): number => {
  const index = TELLING.indexOf(code);
  if (isOurMissingRoute) return TELLING.length + 1;
  return index < 0 ? TELLING.length : index;
};
