import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import { labProbeOptions } from '../../../local/broken-servers/catalog.ts';
import { listening } from '../../../local/broken-servers/listening.ts';

/** The beginning of TLS 1.2 as servers from before 2010 speak it: no extensions, and so not RFC 5746's either. */
const serverHello = (): Buffer => {
  const hello = Buffer.concat([
    Buffer.from([0x03, 0x03]), // TLS 1.2
    Buffer.alloc(32, 7), // random
    Buffer.from([0x00, 0xc0, 0x2b, 0x00]), // no session, ECDHE-ECDSA-AES128-GCM-SHA256, no compression
  ]);
  const message = Buffer.concat([Buffer.from([0x02, 0x00, 0x00, hello.length]), hello]);
  return Buffer.concat([Buffer.from([0x16, 0x03, 0x03, 0x00, message.length]), message]);
};

test('a server without RFC 5746 is not refused for it: browsers take one', async () => {
  const server = await listening(
    createServer((socket) => socket.once('data', () => socket.end(serverHello()))),
    'https',
    0,
  );
  const { outcome } = await probe(server.url, labProbeOptions());
  await server.stop();
  // It says no more after its hello, so the handshake ends there, and not at ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED.
  expect(outcome).toMatchObject({ kind: 'failed', stage: 'tls', code: 'ECONNRESET' });
});
