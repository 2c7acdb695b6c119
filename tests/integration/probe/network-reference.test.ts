import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networkCheck } from '../../../lib/adapters/probe/network-reference.ts';
import { type NameServer, startNameServer } from '../../../local/broken-servers/dns-server.ts';
import { type Door, openDoor } from './door.ts';
import { withDns, withTcp } from './failing-stages.ts';

describe('the look at our own side', () => {
  let door: Door;
  let names: NameServer;
  let gone: string;
  beforeAll(async () => {
    [door, names] = await Promise.all([openDoor(), startNameServer(() => 'silence')]);
    const closed = await startNameServer(() => 'silence');
    await closed.stop();
    gone = closed.address;
  });
  afterAll(() => Promise.all([door.stop(), names.stop()]));

  const signal = (): AbortSignal => AbortSignal.timeout(2_000);
  const taken = (): { address: string; port: number } => ({ address: '127.0.0.1', port: door.port });
  const refusing = (): { address: string; port: number } => ({ address: '127.0.0.7', port: door.port });

  test('one host that takes a connection is enough; none is not', async () => {
    expect(await networkCheck({ hosts: [refusing(), taken()] })('tcp', signal())).toBe(true);
    expect(await networkCheck({ hosts: [refusing()] })('tcp', signal())).toBe(false);
    expect(await networkCheck({ hosts: [taken()] })('tcp6', signal())).toBe(false); // IPv4 says nothing of IPv6
    expect(await networkCheck({ hosts: [], hosts6: [taken()] })('tcp6', signal())).toBe(true);
  });

  test('a name server that knows the root is enough; one that is gone is not', async () => {
    expect(await networkCheck({ dnsServers: [names.address], hosts: [] })('dns', signal())).toBe(true);
    expect(await networkCheck({ dnsServers: [gone], hosts: [] })('dns', signal())).toBe(false);
  });

  test('it is asked only where there is doubt', async () => {
    const asked: string[] = [];
    const isNetworkUp = async (stage: string): Promise<boolean> => {
      asked.push(stage);
      return true;
    };
    await withTcp('ECONNREFUSED', { isNetworkUp });
    expect(asked).toEqual([]);
    await withTcp('ETIMEDOUT', { isNetworkUp });
    await withDns('ESERVFAIL', { isNetworkUp });
    expect(asked).toEqual(['tcp', 'dns']);
  });
});
