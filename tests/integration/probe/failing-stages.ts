import { Socket } from 'node:net';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import type { ProbeOptions } from '../../../lib/adapters/probe/probe-run.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';

export const now = (): Date => new Date('2026-11-23T22:00:00Z');
export const broken = (code: string): Error => Object.assign(new Error(code), { code });

/** A look in which a stage ends with `code`, without any traffic. */
export const withDns = (code: string, rest: Partial<ProbeOptions> = {}): Promise<Probe> =>
  probe('http://shop.example/', { now, resolve: () => Promise.reject(broken(code)), ...rest });
export const withTcp = (
  code: string,
  rest: Partial<ProbeOptions> = {},
  address = '127.0.0.1',
): Promise<Probe> =>
  probe('http://shop.example/', {
    now,
    allowed: ['shop.example'],
    resolve: async () => [address],
    open: () => new Socket().destroy(broken(code)),
    ...rest,
  });
export const up = { isNetworkUp: async () => true };
export const down = { isNetworkUp: async () => false };
export const breaks = { isNetworkUp: () => Promise.reject(new Error('the check itself broke')) };

export const untested = (stage: string, code: string) => ({ kind: 'untested', stage, code });
