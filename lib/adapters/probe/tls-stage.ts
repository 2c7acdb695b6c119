import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createSecureContext, DEFAULT_CIPHERS, type SecureContext, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../domain/probing/probe.ts';
import { describeCertificate } from './certificate.ts';
import { codeOf } from './classify-error.ts';
import type { Target } from './target-policy.ts';

/** What may be spoken over TLS; the server chooses. */
export type Protocols = readonly ('http/1.1' | 'h2')[];
export const BOTH_PROTOCOLS: Protocols = ['http/1.1', 'h2'];
export const HTTP1_ONLY: Protocols = ['http/1.1'];

/**
 * What browsers accept and OpenSSL refuses by default: servers without RFC 5746, keys and parameters of 1,024 bits.
 * Nothing secret is sent, and trust in the certificate is checked separately.
 */
const TOLERANT = {
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=1`,
  minVersion: 'TLSv1.2',
} as const;

const NODES_OWN: readonly string[] = [];
const contexts = new WeakMap<readonly string[], SecureContext>();

/** Made once for the same authorities: to read a hundred and fifty of them takes longer than all the rest of a probe. */
const contextOf = (authorities: readonly string[] = NODES_OWN): SecureContext => {
  const known = contexts.get(authorities);
  if (known) return known;
  const context = createSecureContext({
    ...(authorities !== NODES_OWN && { ca: [...authorities] }),
    ...TOLERANT,
  });
  contexts.set(authorities, context);
  return context;
};

export type Securing = { authorities: readonly string[] | undefined; protocols: Protocols };

export type Secured = { socket: TLSSocket; certificate: Certificate };

/**
 * TLS on an open socket. A certificate that is not accepted is returned with its error instead of being thrown, so
 * that people can be told when it ended and for which names it is. The caller must send nothing over such a socket.
 */
export const secure = (
  plain: Socket,
  { host, isAddress }: Target,
  { authorities, protocols }: Securing,
  overdue: AbortSignal,
): Promise<Secured> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      socket: plain,
      host,
      ...(isAddress ? {} : { servername: host }), // RFC 6066: no address in SNI
      secureContext: contextOf(authorities),
      ALPNProtocols: [...protocols],
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
        end(error); // thrown in an event handler it would end the process, and with it all other probes
      }
    });
  });

const certificateOf = (socket: TLSSocket, authorities: readonly string[] | undefined): Certificate => ({
  ...describeCertificate(socket.getPeerCertificate(true), authorities),
  ...(socket.authorized ? {} : { error: errorOf(socket) }),
});

// Node declares an Error, but sets only its code: `authorizationError = verifyError.code || verifyError.message`
const errorOf = ({ authorizationError }: TLSSocket): string =>
  codeOf({ code: authorizationError }) ?? codeOf(authorizationError) ?? 'CERT_REJECTED';
