import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { join } from 'node:path';
import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { listening } from './listening.ts';
import type { LabServer } from './server.ts';

const pem = (name: string): string => readFileSync(join(__dirname, 'certificates', name), 'utf8');

export const labCertificate = (name: string): string => pem(`${name}.pem`);
export const labKey = (name: string): string => pem(`${name}.key`);

/** The one authority that probes of the lab trust. */
export const labAuthority = (): string => pem('root.pem');

const ok: RequestListener = (request, response) => {
  request.resume();
  request.once('end', () => response.end('ok'));
};

const https = (
  name: string,
  what: string,
  cause: Cause | undefined,
  certificate: string,
  options: ServerOptions = {},
): LabServer => ({
  name,
  what,
  cause,
  start: (port = 0) =>
    listening(
      createServer({ key: pem('server.key'), cert: pem(certificate), ...options }, ok),
      'https',
      port,
    ),
});

// OpenSSL 3 has TLS 1.0 and 1.1 only at security level 0: https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
const OLD: ServerOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };

/** Servers that speak TLS, or should. */
export const securedServers: readonly LabServer[] = [
  https('good-tls', 'all is well, over TLS', undefined, 'good.pem'),
  https('second-node', 'all is well, with another certificate', undefined, 'second.pem'),
  https(
    'early-chain',
    'an intermediate certificate ends before the one it signed',
    undefined,
    'early-chain.pem',
  ),
  https('expired', 'the certificate ended in 2021', 'tls-expired', 'expired.pem'),
  https('not-yet-valid', 'the certificate begins in 2125', 'tls-certificate', 'future.pem'),
  https('self-signed', 'the certificate is signed by itself', 'tls-untrusted', 'self-signed.pem'),
  https('incomplete-chain', 'the intermediate certificate is not sent', 'tls-untrusted', 'incomplete.pem'),
  https('wrong-name', 'the certificate is for another host', 'tls-name', 'wrong-name.pem'),
  https('old-tls', 'nothing newer than TLS 1.1', 'tls', 'good.pem', OLD),
  https('wants-client-certificate', 'refuses whoever has no certificate of their own', 'tls', 'good.pem', {
    requestCert: true,
    ca: labAuthority(),
  }),
  {
    name: 'plain-on-tls-port',
    what: 'plain HTTP where https is expected',
    cause: 'tls',
    start: (port = 0) => listening(createHttpServer(ok), 'https', port),
  },
];
