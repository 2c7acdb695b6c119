import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NameAnswer, type Question, startNameServer } from './dns-server.ts';
import { listening } from './listening.ts';
import { pickyServer } from './picky-server.ts';
import type { LabServer } from './server.ts';

type Answers = (question: Question) => NameAnswer | Promise<NameAnswer>;

const HERE = '127.0.0.1';
const SLOW_MS = 1_000;

/** A good server behind unusual name servers. */
const named = (name: string, what: string, answers: Answers, host = `${name}.lab.invalid`): LabServer =>
  pickyServer(name, what, async (port = 0) => {
    const server = await listening(
      createServer((request, response) => {
        request.resume();
        response.end('ok');
      }),
      'http',
      port,
    );
    const names = await startNameServer(answers);
    const url = new URL(server.url);
    url.hostname = host;
    return {
      url: url.href,
      dns: names.address,
      stop: async () => {
        await Promise.all([server.stop(), names.stop()]);
      },
    };
  });

const four =
  (...addresses: string[]): Answers =>
  ({ type }) =>
    type === 'A' ? addresses : [];

export const pickyNames: readonly LabServer[] = [
  named('alias', 'the name is an alias of another', ({ type }) =>
    type === 'A' ? { cname: 'shop.cdn.invalid', addresses: [HERE] } : { cname: 'shop.cdn.invalid' },
  ),
  named('aaaa-fails', 'name servers fail when asked for IPv6', ({ type }) =>
    type === 'A' ? [HERE] : 'SERVFAIL',
  ),
  named('aaaa-denied', 'name servers deny the name when asked for IPv6', ({ type }) =>
    type === 'A' ? [HERE] : 'NXDOMAIN',
  ),
  named('aaaa-silent', 'name servers say nothing when asked for IPv6', ({ type }) =>
    type === 'A' ? [HERE] : 'silence',
  ),
  named('slow-names', 'name servers that take a second', async ({ type }) => {
    await sleep(SLOW_MS);
    return type === 'A' ? [HERE] : [];
  }),
  named('underscore', 'a name with an underscore', four(HERE), 'my_shop.lab.invalid'),
  named('last-dot', 'a name with its last dot', four(HERE), 'last-dot.lab.invalid.'),
  named('idn', 'a name in Arabic', four(HERE), 'متجر.lab.invalid'),
  named('first-address-dead', 'nothing listens on the first address', four('127.0.0.2', HERE)),
  named(
    'five-addresses',
    'only the last of five addresses is alive',
    four('127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', HERE),
  ),
];
