import * as z from 'zod';
import { type Cause, causeOf } from '../diagnosis/cause.ts';

/** The stages of a probe, in their order. */
export const Stage = z.enum(['dns', 'tcp', 'tls', 'http']);
export type Stage = z.infer<typeof Stage>;

/** How a stage can fail, whatever the platform calls it. */
export const Fault = z.enum([
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
export type Fault = z.infer<typeof Fault>;

/** What the platform called it, for people: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
const Code = z.string().max(64);

/**
 * What became of a probe. `answered`: there was an HTTP answer, good or bad. `failed`: the endpoint did not get that
 * far. `untested`: our own DNS or network is in the way, which says nothing of the endpoint. `refused`: not a
 * place that we look at.
 */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered') }),
  z.object({ kind: z.literal('failed'), stage: Stage, fault: Fault, code: Code }),
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
  /** How far the server's clock is ahead of ours; whole seconds, as HTTP dates have no more. */
  aheadS: z.int().optional(),
  /** Where a redirect leads, without its secrets; never followed. */
  redirectsTo: z.string().max(512).optional(),
  bodyBytes: z.int().nonnegative(),
  /** There was more of the body than a probe reads. */
  cut: z.boolean(),
  /** Why the answer did not come to its end, where it did not. Some clients take that, so it proves nothing alone. */
  incomplete: Code.optional(),
});
export type Answer = z.infer<typeof Answer>;

/** One bounded look at an endpoint: a GET, whose answer stands from its status line on. */
export const Probe = z.object({
  at: z.iso.datetime(),
  ms: Milliseconds,
  outcome: Outcome,
  stages: z.partialRecord(Stage, Milliseconds),
  addresses: z.array(Short).max(16),
  /** The one that was talked to. */
  address: Short.optional(),
  /** Those that did not take a connection before another one did. */
  failedAddresses: z.array(Short).max(16),
  certificate: Certificate.optional(),
  answer: Answer.optional(),
});
export type Probe = z.infer<typeof Probe>;

const CAUSES: Record<Fault, Cause> = {
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

const CAUSES_BY_STAGE: Partial<Record<Stage, Partial<Record<Fault, Cause>>>> = {
  dns: { timeout: 'dns-temporary' },
  tcp: { timeout: 'connect-timeout' },
  tls: { reset: 'tls' }, // as a sender's cURL says it: 35, not 56
};

/** The cause that a probe saw, if it saw one: none where all is well, and none of what was not tested or not looked at. */
export const causeOfProbe = ({ outcome, answer }: Probe): Cause | undefined => {
  switch (outcome.kind) {
    case 'failed':
      return CAUSES_BY_STAGE[outcome.stage]?.[outcome.fault] ?? CAUSES[outcome.fault];
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
 * Whether the probe alone proves that deliveries fail. An answer below 500 does not: it was to GET, and endpoints that
 * are well refuse that with 401, 404 or 405. Nor does one above 599, which is how some turn bots away, nor one that
 * ended too early: a browser takes it. These count only where Flavours reports the same.
 */
export const provesFailure = ({ outcome, answer }: Probe): boolean =>
  outcome.kind === 'failed' || (outcome.kind === 'answered' && answer !== undefined && isServerError(answer));

/** Whether the probe proves DNS, TCP, TLS and a server that answers; not that it takes deliveries. */
export const provesServer = ({ outcome, answer }: Probe): boolean =>
  outcome.kind === 'answered' && answer !== undefined && !isServerError(answer);
