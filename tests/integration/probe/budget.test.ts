import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { BUDGET_MS } from '../../../lib/adapters/probe/probe.ts';
import { causeOfProbe } from '../../../lib/domain/probing/probe.ts';
import { untested, withDns, withTcp } from './failing-stages.ts';

/** What a look is given beyond its budget, to say why it ended. */
const GRACE_MS = 50;

describe('what never ends costs the budget, and no more', () => {
  /** Time that passes when it is told to; what is under way on the network goes on as it does. */
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const never = { resolve: () => new Promise<never>(() => undefined) };
  const hanging = { open: () => new Socket() };
  /** Too late, unless it is asked early. */
  const slowly = (isUp: boolean) => ({
    isNetworkUp: () => new Promise<boolean>((resolve) => setTimeout(resolve, 300, isUp)),
  });

  test('and by then our own side has been looked at', async () => {
    let ended = 0;
    const probing = [
      withDns('', never),
      withDns('', { ...never, ...slowly(true) }),
      withTcp('', hanging),
      withTcp('', { ...hanging, ...slowly(false) }),
      withTcp('', { ...hanging, isNetworkUp: () => new Promise<never>(() => undefined) }),
    ].map((one) => one.finally(() => (ended += 1)));
    await jest.advanceTimersByTimeAsync(BUDGET_MS - 1);
    expect(ended).toBe(0);
    await jest.advanceTimersByTimeAsync(GRACE_MS + 1);
    expect(ended).toBe(5);
    const [dns, dnsUp, tcp, tcpDown, check] = await Promise.all(probing);
    if (!dns || !dnsUp || !tcp || !tcpDown || !check) throw new Error('five');
    expect(dns.outcome).toEqual(untested('dns', 'ETIMEDOUT'));
    expect(causeOfProbe(dnsUp)).toBe('dns-temporary');
    expect(causeOfProbe(tcp)).toBe('connect-timeout');
    expect(tcpDown.outcome).toEqual(untested('tcp', 'ETIMEDOUT'));
    expect(causeOfProbe(check)).toBe('connect-timeout');
  });
});
