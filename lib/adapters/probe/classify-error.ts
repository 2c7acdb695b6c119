import * as z from 'zod';
import type { FailureReason, Stage } from '../../domain/probing/probe.ts';

/** Who is at fault; where that is only likely, a check of our own network decides. */
export type Attribution = 'theirs' | 'likely theirs' | 'likely ours' | 'ours';
export type Failure = { stage: Stage; reason: FailureReason; attribution: Attribution; code: string };

type Row = readonly [reason: FailureReason, attribution: Attribution, codes: string];

const ROWS: Record<Stage, readonly Row[]> = {
  dns: [
    ['name-not-found', 'theirs', 'ENOTFOUND ENODATA EBADNAME EAI_NONAME EAI_NODATA'],
    ['name-servers', 'likely theirs', 'ESERVFAIL EREFUSED EFORMERR EBADRESP EAI_FAIL'],
    ['timeout', 'likely ours', 'ETIMEOUT ETIMEDOUT EAI_AGAIN'], // it may be our own resolver that is silent
  ],
  tcp: [
    ['refused', 'theirs', 'ECONNREFUSED'],
    ['reset', 'theirs', 'ECONNRESET EPIPE'],
    ['timeout', 'likely theirs', 'ETIMEDOUT'],
    ['unreachable', 'likely theirs', 'EHOSTUNREACH EHOSTDOWN'],
    ['unreachable', 'likely ours', 'ENETUNREACH'], // as for IPv6 from where there is none
  ],
  tls: [
    ['timeout', 'theirs', 'ETIMEDOUT'],
    ['reset', 'theirs', 'ECONNRESET EPIPE'],
    ['certificate-expired', 'theirs', 'CERT_HAS_EXPIRED'],
    ['certificate-name', 'theirs', 'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH'],
    [
      'certificate-untrusted',
      'theirs',
      'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_UNTRUSTED',
    ],
  ],
  http: [
    ['timeout', 'theirs', 'ETIMEDOUT'],
    ['reset', 'theirs', 'ECONNRESET EPIPE'],
    ['malformed', 'theirs', 'NOT_HTTP HEADERS_TOO_LARGE'],
  ],
};

const BY_CODE: Record<Stage, ReadonlyMap<string, Pick<Failure, 'reason' | 'attribution'>>> = (() => {
  const byCode = (rows: readonly Row[]) =>
    new Map(
      rows.flatMap(([reason, attribution, codes]) =>
        codes.split(' ').map((code) => [code, { reason, attribution }]),
      ),
    );
  return { dns: byCode(ROWS.dns), tcp: byCode(ROWS.tcp), tls: byCode(ROWS.tls), http: byCode(ROWS.http) };
})();

const WithCode = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/) });

/** What the platform calls an error, if it is one of the platform's. */
export const codeOf = (error: unknown): string | undefined => WithCode.safeParse(error).data?.code;

/** What an error at a stage means. One without a platform code is a bug of ours, and is thrown on. */
export const failureOf = (stage: Stage, error: unknown, isOverdue: boolean): Failure => {
  const code = isOverdue ? 'ETIMEDOUT' : codeOf(error);
  if (code === undefined) throw error;
  return { stage, code, ...(BY_CODE[stage].get(code) ?? byFamily(stage, code)) };
};

const byFamily = (stage: Stage, code: string): Pick<Failure, 'reason' | 'attribution'> => {
  const isSecuring = stage === 'tls' || stage === 'http'; // in TLS 1.3 a server refuses a client after the handshake
  if (isSecuring && /^(?:ERR_SSL_|ERR_OSSL_|EPROTO$)/.test(code))
    return { reason: 'handshake', attribution: 'theirs' };
  if (stage === 'tls' && /^(?!E)|^ERR_TLS_/.test(code))
    return { reason: 'certificate', attribution: 'theirs' }; // OpenSSL's X.509 codes
  if (stage === 'http' && code.startsWith('ERR_HTTP2_'))
    return { reason: 'malformed', attribution: 'theirs' };
  return { reason: 'unreachable', attribution: 'ours' }; // no sockets, no memory, no permission, no name server: EMFILE, ENOBUFS, EACCES
};
