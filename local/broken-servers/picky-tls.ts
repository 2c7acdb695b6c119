import type { RequestListener } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { connect, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { startNameServer } from './dns-server.ts';
import { listening } from './listening.ts';
import { onRequest, pickyServer } from './picky-server.ts';
import { labAuthority, labCertificate, labKey } from './secured.ts';
import type { LabServer } from './server.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const HOST = 'shop.lab.invalid';

const ok: RequestListener = (request, response) => {
  request.resume();
  request.once('end', () => response.end('ok'));
};

const identity = (): ServerOptions => ({ key: labKey('server'), cert: labCertificate('good') });

/** A server, reached by its address or by the name on its certificate. */
const secured = (name: string, what: string, create: () => Server, host?: string): LabServer =>
  pickyServer(name, what, async (port = 0) => {
    const server = await listening(create(), 'https', port);
    if (host === undefined) return server;
    const names = await startNameServer(({ type }) => (type === 'A' ? ['127.0.0.1'] : []));
    const url = new URL(server.url);
    url.hostname = host;
    const stop = async (): Promise<void> => {
      await Promise.all([server.stop(), names.stop()]);
    };
    return { url: url.href, dns: names.address, stop };
  });

const https = (name: string, what: string, options: ServerOptions, host?: string): LabServer =>
  secured(name, what, () => createServer({ ...identity(), ...options }, ok), host);

/** A chain as a server sends it: the certificate, and what follows it in this order. */
const chain = (name: string, what: string, ...certificates: string[]): LabServer =>
  https(name, what, { cert: certificates.join('\n') });

const [LEAF = '', INTERMEDIATE = ''] = labCertificate('good').split(/(?<=-----END CERTIFICATE-----\n)/);
const [STRANGER = ''] = labCertificate('wrong-name').split(/(?<=-----END CERTIFICATE-----\n)/);

const RSA: ServerOptions = { key: labKey('rsa'), cert: labCertificate('rsa'), maxVersion: 'TLSv1.2' };

/** TLS over a socket that `serve` may handle below it. */
const tlsSocket = (
  name: string,
  what: string,
  serve: (secure: TLSSocket, plain: Socket) => void,
): LabServer =>
  secured(name, what, () =>
    createSocketServer((plain) => {
      const secureContext = createSecureContext(identity());
      const secure = new TLSSocket(plain, { isServer: true, secureContext });
      secure.on('error', () => plain.destroy());
      serve(secure, plain);
    }),
  );

/** What the server sends passes through here in pieces of so many bytes. */
const dripping = (bytes: number): LabServer =>
  pickyServer('tls-in-pieces', 'the handshake comes in small pieces', async (port = 0) => {
    const behind = await listening(createServer(identity(), ok), 'https', 0);
    const front = createSocketServer((client) => {
      const server = connect(Number(new URL(behind.url).port), '127.0.0.1');
      client.setNoDelay(true);
      client.on('error', () => server.destroy()).pipe(server);
      server.on('error', () => client.destroy()).once('end', () => client.end());
      server.on('data', (data) => {
        for (let at = 0; at < data.length; at += bytes) client.write(data.subarray(at, at + bytes));
      });
    });
    const running = await listening(front, 'https', port);
    const stop = async (): Promise<void> => {
      await Promise.all([running.stop(), behind.stop()]);
    };
    return { url: running.url, stop };
  });

/** Servers with unusual TLS. */
export const pickyTls: readonly LabServer[] = [
  https('no-protocols', 'chooses no protocol in the handshake', { ALPNProtocols: [] }),
  https('tls-1.2', 'TLS 1.2 alone', { maxVersion: 'TLSv1.2' }),
  https('tls-1.3', 'TLS 1.3 alone', { minVersion: 'TLSv1.3' }),
  https('rsa-key-exchange', 'no forward secrecy: TLS 1.2 with RSA', { ...RSA, ciphers: 'AES128-SHA' }),
  https('cbc', 'an old cipher', { ...RSA, ciphers: 'ECDHE-RSA-AES256-SHA' }),
  https('asks-for-certificate', 'asks for a client certificate, and does without', {
    requestCert: true,
    rejectUnauthorized: false,
    ca: labAuthority(),
  }),
  https(
    'wants-name',
    'refuses whoever does not say in TLS which host is meant',
    {
      SNICallback: (name, call) =>
        name === HOST ? call(null, createSecureContext(identity())) : call(new Error('unknown host')),
      key: undefined,
      cert: undefined,
    },
    HOST,
  ),
  https('wildcard', 'a certificate for all names of the domain', { cert: labCertificate('wildcard') }, HOST),
  https('no-subject', 'a certificate without a subject, as some authorities give them', {
    cert: labCertificate('nameless'),
  }),
  chain('chain-with-root', 'sends the root as well', LEAF, INTERMEDIATE, labAuthority()),
  chain('chain-disordered', 'sends its chain in disorder', LEAF, labAuthority(), INTERMEDIATE),
  chain(
    'chain-with-stranger',
    'sends a certificate of another host among its chain',
    LEAF,
    STRANGER,
    INTERMEDIATE,
  ),
  chain('chain-doubled', 'sends each certificate twice', LEAF, LEAF, INTERMEDIATE, INTERMEDIATE),
  chain(
    'chain-cross-signed',
    'sends a second way to the root, by an authority that has ended',
    LEAF,
    INTERMEDIATE,
    labCertificate('cross-signed-root'),
  ),
  tlsSocket('no-close-notify', 'ends TLS without saying so', (secure, plain) =>
    onRequest(secure, () => secure.write('HTTP/1.1 200 OK\r\n\r\nok', () => plain.end())),
  ),
  tlsSocket('tls-resets-after', 'resets the connection once it has answered', (secure, plain) =>
    onRequest(secure, () => secure.write(OK, () => setTimeout(() => plain.resetAndDestroy(), 20))),
  ),
  dripping(7),
];
