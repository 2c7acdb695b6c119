import { BY_CURL_NUMBER, BY_ERRNO, BY_ERROR_NAME, type Cause } from './cause-names.ts';
import { isAnswer, isOfEndpoint } from './own-words.ts';
import { causeOfStatus, numberIn, sendersStatus, statedStatus } from './status-cause.ts';

export { Cause } from './cause-names.ts';
export { Area } from './causes/definition.ts';

// Every pattern has bounded repetition only, so a hostile message costs linear time.
type Clue = readonly [pattern: RegExp, cause: Cause];
const CERTIFICATE_CLUES: readonly Clue[] = [
  [/\bexpired\b/i, 'tls-expired'],
  [
    /(?:does not|doesn't) match|alternative certificate subject name|altnames?\b|host ?name mismatch/i,
    'tls-name',
  ],
  [/self[- ]signed|issuer certificate|unable to verify the first|unknown ca\b|untrusted/i, 'tls-untrusted'],
];

const CONNECTING_CLUES: readonly Clue[] = [
  [/resolving timed out/i, 'dns-temporary'],
  [/no route to host|network is unreachable|host is (?:down|unreachable)/i, 'unreachable'],
  [/connection refused/i, 'connection'],
  [/connection time(?:d ?out|out)|failed to connect/i, 'connect-timeout'],
];

const REFUSED_CLUES: readonly Clue[] = [
  ...CONNECTING_CLUES.slice(0, 3),
  [/time(?:d ?out|out)/i, 'connect-timeout'],
];

const CURL_CLUES: ReadonlyMap<number, readonly Clue[]> = new Map([
  [7, REFUSED_CLUES],
  [28, CONNECTING_CLUES],
  [35, CERTIFICATE_CLUES],
  [51, CERTIFICATE_CLUES],
  [60, CERTIFICATE_CLUES],
]);

/** Below this, and as -1, a bare code is as likely a generic "something went wrong" as a cURL number. */
const FIRST_BARE_CURL = 6;

const ERRNO_NAME = /\b[A-Z][A-Z0-9_]{3,63}\b/g;

/** The first match counts. The first two rows look like connection errors, but are the application's. */
const PHRASES: readonly Clue[] = [
  [/SQLSTATE|\b(?:my|postgre)sql\b|\bredis\b/i, 'crashed'],
  [/\b(?:read|write) ETIMEDOUT\b/, 'timeout'],
  [
    /wrong version number|handshake fail|SSL_ERROR_SYSCALL|SSL_connect:|unsupported protocol version|alert protocol version/i,
    'tls',
  ],
];

const LATER_PHRASES: readonly Clue[] = [
  [/temporary failure in name resolution|server failure/i, 'dns-temporary'],
  [/could ?n[o']t resolve|could not be resolved|name or service not known|no such host|getaddrinfo/i, 'dns'],
  ...CONNECTING_CLUES,
  [/too many redirects|maximum (?:number of )?redirects/i, 'redirect'],
  [
    /reset by peer|empty reply|socket hang up|broken pipe|other side closed|unexpected eof|closed unexpectedly/i,
    'reset',
  ],
  [/\bSSL|\bTLS/i, 'tls'],
  [/timed[ -]?out|time-?out|deadline exceeded/i, 'timeout'],
  [/too many requests|rate limit/i, 'throttled'],
  [/service unavailable|bad gateway/i, 'unavailable'],
  [/internal server error/i, 'crashed'],
  [/unauthorized|forbidden/i, 'unauthorized'],
  [/method not allowed/i, 'method'],
  [/\bnot found\b/i, 'missing'],
];

const CURL_NUMBER = /curl(?:[_ ]err(?:or|no)(?:[_ ](?:code|number|no))?[ :#=]{0,3}\(?|: ?\()(\d{1,3})\b/i;

/** Statuses that senders also give to failures of their own; every other status is known only from an answer. */
const UNCERTAIN_STATUSES: ReadonlySet<number> = new Set([400, 500]);

/**
 * The likely cause according to Flavours. Without a status the words decide. With one, somebody answered: then words
 * decide only if they are the sender's own, about its way to the endpoint. A server's words are about places behind
 * it.
 */
export const causeOf = (code: number | undefined, message = '', endpoint?: string): Cause =>
  (code !== undefined && code >= 200 && code <= 599
    ? causeWithStatus(code, message, endpoint)
    : causeByWords(code, message)) ?? 'unknown';

const causeWithStatus = (
  status: number,
  message: string,
  endpoint: string | undefined,
): Cause | undefined => {
  const isUncertain = status < 300 || UNCERTAIN_STATUSES.has(status);
  const stated = isUncertain ? causeOfStatus(sendersStatus(message)) : undefined;
  if (stated) return stated;
  const own = isOfEndpoint(message, endpoint)
    ? (causeOfCurl(numberIn(message, CURL_NUMBER), message) ??
      (isUncertain ? causeOfWords(message) : causeOfName(message)))
    : undefined;
  return own ?? causeOfStatus(status);
};

const causeByWords = (code: number | undefined, message: string): Cause | undefined =>
  causeOfStatus(isAnswer(message) ? statedStatus(message) : sendersStatus(message)) ??
  causeOfCurl(numberIn(message, CURL_NUMBER), message) ??
  causeOfStatus(statedStatus(message)) ??
  causeOfWords(message) ??
  (code === undefined ? undefined : causeOfBareNumber(Math.abs(code), message));

const firstClue = (clues: readonly Clue[], message: string): Cause | undefined =>
  clues.find(([pattern]) => pattern.test(message))?.[1];

const causeOfCurl = (number: number | undefined, message: string): Cause | undefined => {
  const cause = BY_CURL_NUMBER.get(number ?? 0);
  return cause && (firstClue(CURL_CLUES.get(number ?? 0) ?? [], message) ?? cause);
};

const causeOfWords = (message: string): Cause | undefined =>
  firstClue(PHRASES, message) ??
  causeOfName(message) ??
  (/certificate/i.test(message) ? (firstClue(CERTIFICATE_CLUES, message) ?? 'tls-certificate') : undefined) ??
  firstClue(LATER_PHRASES, message);

const causeOfName = (message: string): Cause | undefined =>
  message
    .match(ERRNO_NAME)
    ?.map((name) => BY_ERROR_NAME.get(name))
    .find((cause) => cause !== undefined);

const causeOfBareNumber = (number: number, message: string): Cause | undefined =>
  (number >= FIRST_BARE_CURL ? causeOfCurl(number, message) : undefined) ?? BY_ERRNO.get(number);
