import * as z from 'zod';
import { type Cause, causeOf } from '../diagnosis/cause.ts';

/** The stages of a probe, in their order. */
export const Stage = z.enum(['dns', 'tcp', 'tls', 'http']);
export type Stage = z.infer<typeof Stage>;

/** How a stage can fail, whatever the platform calls it. */
export const FailureReason = z.enum([
  'name-not-found',
  'name-servers',
  'refused',
  'unreachable',
  'timeout',
  'reset',
  'handshake',
  'certificate-expired',
  'certificate-name',
  'certificate-untrusted',
  'certificate',
  'malformed',
]);
export type FailureReason = z.infer<typeof FailureReason>;

/** The platform's name for it, for people: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
const Code = z.string().max(64);

/**
 * The outcome of a probe. `answered`: there was an HTTP answer, good or bad. `failed`: the endpoint did not get that
 * far. `untested`: our own DNS or network was at fault, which says nothing about the endpoint. `refused`: not a place
 * that we probe.
 */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered') }),
  z.object({ kind: z.literal('failed'), stage: Stage, reason: FailureReason, code: Code }),
  z.object({ kind: z.literal('untested'), stage: Stage, code: Code }),
  z.object({ kind: z.literal('refused'), why: z.enum(['address', 'name', 'scheme', 'url']) }),
]);
export type Outcome = z.infer<typeof Outcome>;

const Milliseconds = z.int().nonnegative();
const Short = z.string().max(256);

export const Certificate = z.object({
  subject: Short.optional(),
  issuer: Short.optional(),
  names: z.array(Short).max(20),
  /** SHA-256, in hexadecimal. */
  fingerprint: z.string().max(64).optional(),
  validFrom: z.iso.datetime().optional(),
  validTo: z.iso.datetime().optional(),
  /** The certificate of the chain that ends first, where that is before this one. */
  chainEnd: z.object({ subject: Short, validTo: z.iso.datetime() }).optional(),
  error: Code.optional(),
});
export type Certificate = z.infer<typeof Certificate>;

export const Answer = z.object({
  status: z.int(),
  serverTime: z.iso.datetime().optional(),
  /** How far the server's clock is ahead of ours, in whole seconds, since HTTP dates have no more. */
  aheadS: z.int().optional(),
  /** Where a redirect leads, without its secrets; never followed. */
  redirectsTo: z.string().max(512).optional(),
  bodyBytes: z.int().nonnegative(),
  /** The body was longer than a probe reads. */
  cut: z.boolean(),
  /** Why the answer was incomplete, if it was. Some clients accept that, so it proves nothing alone. */
  incomplete: Code.optional(),
});
export type Answer = z.infer<typeof Answer>;

/** One bounded probe of an endpoint: a GET, whose answer counts from its status line on. */
export const Probe = z.object({
  at: z.iso.datetime(),
  ms: Milliseconds,
  outcome: Outcome,
  stages: z.partialRecord(Stage, Milliseconds),
  addresses: z.array(Short).max(16),
  /** The address that was connected to. */
  address: Short.optional(),
  /** The addresses that did not accept a connection before another one did. */
  failedAddresses: z.array(Short).max(16),
  certificate: Certificate.optional(),
  answer: Answer.optional(),
});
export type Probe = z.infer<typeof Probe>;

const CAUSES: Record<FailureReason, Cause> = {
  'name-not-found': 'dns',
  'name-servers': 'dns-temporary',
  refused: 'connection',
  unreachable: 'unreachable',
  timeout: 'timeout',
  reset: 'reset',
  handshake: 'tls',
  'certificate-expired': 'tls-expired',
  'certificate-name': 'tls-name',
  'certificate-untrusted': 'tls-untrusted',
  certificate: 'tls-certificate',
  malformed: 'protocol',
};

const CAUSES_BY_STAGE: Partial<Record<Stage, Partial<Record<FailureReason, Cause>>>> = {
  dns: { timeout: 'dns-temporary' },
  tcp: { timeout: 'connect-timeout' },
  tls: { reset: 'tls' }, // as cURL on the sender's side numbers it: 35, not 56
};

/** The cause that a probe found; undefined if all is well, or if it was not tested or refused. */
export const causeOfProbe = ({ outcome, answer }: Probe): Cause | undefined => {
  switch (outcome.kind) {
    case 'failed':
      return CAUSES_BY_STAGE[outcome.stage]?.[outcome.reason] ?? CAUSES[outcome.reason];
    case 'answered':
      return answer && causeOfAnswer(answer);
    case 'untested':
    case 'refused':
      return undefined;
    default:
      return outcome satisfies never;
  }
};

const causeOfAnswer = ({ status, incomplete }: Answer): Cause | undefined => {
  if (status < 200 || status > 299) return status >= 300 && status < 600 ? causeOf(status) : 'protocol';
  if (incomplete === undefined) return undefined;
  return incomplete === 'ETIMEDOUT' ? 'timeout' : 'reset';
};

const isServerError = ({ status }: Answer): boolean => status >= 500 && status < 600;

/**
 * Whether the probe alone proves that deliveries fail. An answer below 500 does not: it was to a GET, and healthy
 * endpoints refuse that with 401, 404 or 405. Neither does one above 599, by which some sites turn bots away, nor one
 * that ended too early, since browsers accept it. These count only if Flavours reports the same.
 */
export const provesFailure = ({ outcome, answer }: Probe): boolean =>
  outcome.kind === 'failed' || (outcome.kind === 'answered' && answer !== undefined && isServerError(answer));

/** Whether the probe proves DNS, TCP, TLS and a server that answers; not that deliveries are accepted. */
export const provesServer = ({ outcome, answer }: Probe): boolean =>
  outcome.kind === 'answered' && answer !== undefined && !isServerError(answer);
