import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import * as z from 'zod';
import type { Certificate } from '../../domain/probing/probe.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import { codeOf } from './classify-error.ts';
import type { Target } from './target-policy.ts';

export type Secured = { socket: TLSSocket; certificate: Certificate };

/**
 * TLS on an open socket. A certificate that is not accepted comes back with its error instead of as one, so that people
 * can be told when it ended and for which names it is. Whoever calls must send nothing over such a socket.
 */
export const secure = (
  plain: Socket,
  { host, isAddress }: Target,
  authorities: readonly string[] | undefined,
  overdue: AbortSignal,
): Promise<Secured> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      socket: plain,
      host,
      ...(isAddress ? {} : { servername: host }), // RFC 6066: no address in SNI
      ...(authorities && { ca: [...authorities] }),
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
    });
    const end = (error: unknown): void => {
      overdue.removeEventListener('abort', late);
      socket.destroy();
      plain.destroy();
      reject(error);
    };
    const late = (): void => end(overdue.reason);
    overdue.addEventListener('abort', late, { once: true });
    socket.on('error', end);
    socket.once('secureConnect', () => {
      overdue.removeEventListener('abort', late);
      resolve({ socket, certificate: certificateOf(socket) });
    });
  });

const Name = z
  .union([z.string(), z.array(z.string()).transform((names) => names.join(', '))])
  .transform((name) => shownText(name, 256));

/** As Node shows it: https://nodejs.org/api/tls.html#certificate-object */
const Shown = z.object({
  subject: z.object({ CN: Name.optional() }).optional(),
  issuer: z.object({ CN: Name.optional(), O: Name.optional() }).optional(),
  subjectaltname: z.string().default(''),
  valid_to: z.string().optional(),
});

const MOST_NAMES = 20;

const certificateOf = (socket: TLSSocket): Certificate => {
  const { subject, issuer, subjectaltname, valid_to } = Shown.parse(socket.getPeerCertificate());
  const names = subjectaltname.matchAll(/(?:DNS|IP Address):"?([^",]{1,256})/g);
  const end = Date.parse(valid_to ?? '');
  const issuedBy = issuer?.CN ?? issuer?.O;
  return {
    ...(subject?.CN && { subject: subject.CN }),
    ...(issuedBy && { issuer: issuedBy }),
    names: Array.from(names, ([, name = '']) => shownText(name, 256)).slice(0, MOST_NAMES),
    ...(Number.isFinite(end) && { validTo: new Date(end).toISOString() }),
    ...(socket.authorized ? {} : { error: errorOf(socket) }),
  };
};

// Node declares an Error, and gives its code alone: `authorizationError = verifyError.code || verifyError.message`
const errorOf = ({ authorizationError }: TLSSocket): string =>
  codeOf({ code: authorizationError }) ?? codeOf(authorizationError) ?? 'CERT_REJECTED';
