import { isIPv6 } from 'node:net';
import { codeOf } from './classify-error.ts';

/** What kept one address from taking a connection. */
export class ConnectError extends Error {
  override name = 'ConnectError' as const;
  readonly code: string;
  /** We have no IPv6 ourselves, which says nothing about the endpoint: most functions have none. */
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

/** An error without a platform code is a bug of ours, and is thrown on. */
export const connectError = (address: string, error: unknown): ConnectError => {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return new ConnectError(address, code, error);
};

/** The most telling first: the endpoint's own refusal, then its silence, then what is or may be our own fault. */
const INFORMATIVE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'ENETUNREACH',
];

/** Of the errors of all addresses, the one that says most about the endpoint; not the last, which may be our own. */
export const mostInformative = (errors: readonly ConnectError[]): Error => {
  const [first] = [...errors].sort((one, other) => rank(one) - rank(other));
  return first ?? new Error('no address to connect to');
};

const rank = ({ code, isOurMissingRoute }: ConnectError): number => {
  const index = INFORMATIVE.indexOf(code);
  if (isOurMissingRoute) return INFORMATIVE.length + 1;
  return index < 0 ? INFORMATIVE.length : index;
};
