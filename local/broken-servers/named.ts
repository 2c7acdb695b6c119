import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { type NameAnswer, startNameServer } from './dns-server.ts';
import type { LabServer } from './server.ts';

/** Only a name: there is no server behind it, only what DNS says. */
const named = (name: string, what: string, cause: Cause | undefined, says: NameAnswer): LabServer => ({
  name,
  what,
  cause,
  start: async (port = 80) => {
    const server = await startNameServer(() => says);
    return {
      url: `http://${name}.lab.invalid:${port}/webhooks/orders`, // .invalid never exists: RFC 2606
      dns: server.address,
      stop: () => server.stop(),
    };
  },
});

export const namedServers: readonly LabServer[] = [
  named('no-such-name', 'the host name does not exist', 'dns', 'NXDOMAIN'),
  named('no-address', 'the host name exists, and has no address', 'dns', []),
  named('alias-to-nothing', 'the host name is an alias of one without an address', 'dns', {
    cname: 'gone.lab.invalid',
  }),
  named('alias-of-itself', 'the host name is an alias of itself', 'dns', {
    cname: 'alias-of-itself.lab.invalid',
  }),
  named('name-servers-fail', 'the name servers of the domain fail', 'dns-temporary', 'SERVFAIL'),
  named('name-servers-silent', 'the name servers of the domain do not answer', 'dns-temporary', 'silence'),
  named('private-name', 'the host name leads into a private network', undefined, ['169.254.169.254']),
];
