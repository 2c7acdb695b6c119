import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../domain/probing/probe.ts';
import { describeCertificate } from './certificate.ts';
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
      try {
        resolve({ socket, certificate: certificateOf(socket, authorities) });
      } catch (error) {
        end(error); // thrown in an event, it would end the process
      }
    });
  });

const certificateOf = (socket: TLSSocket, authorities: readonly string[] | undefined): Certificate => ({
  ...describeCertificate(socket.getPeerCertificate(true), authorities),
  ...(socket.authorized ? {} : { error: errorOf(socket) }),
});

// Node declares an Error, and gives its code alone: `authorizationError = verifyError.code || verifyError.message`
const errorOf = ({ authorizationError }: TLSSocket): string =>
  codeOf({ code: authorizationError }) ?? codeOf(authorizationError) ?? 'CERT_REJECTED';
