import { expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { probeRow, seen } from '../../../../lib/messages/sections/probe.ts';
import { contextAt, incident, probed } from '../fixtures.ts';

const without = (outcome: Probe['outcome'], over: Partial<Probe> = {}): Probe =>
  probed(0, { outcome, answer: undefined, ...over });

test('an answer is its status, the time it took, and that of each stage in their order', () => {
  expect(seen(probed(405, { stages: { http: 70, dns: 12, tls: 64, tcp: 31 } }))).toBe(
    'HTTP 405 to GET in 180 ms (DNS 12, TCP 31, TLS 64, HTTP 70).',
  );
  expect(seen(probed(200, { stages: { http: 70 } }))).toBe('HTTP 200 to GET in 180 ms.');
  expect(seen(without({ kind: 'answered' }, { stages: {} }))).toBe('HTTP ? to GET in 180 ms.');
});

test('a redirect is named, as one line', () => {
  const answer = {
    status: 301,
    redirectsTo: 'https://new.example/\nx',
    bodyBytes: 0,
    cut: false,
  } as const;
  expect(seen(probed(301, { answer, stages: {} }))).toBe(
    'HTTP 301 to GET in 180 ms, redirected to https://new.example/ x.',
  );
});

test('a failure is its stage, what the platform calls it, and how long it took to come so far', () => {
  const outcome = {
    kind: 'failed',
    stage: 'tls',
    reason: 'certificate-expired',
    code: 'CERT_HAS\nEXPIRED',
  } as const;
  expect(seen(without(outcome, { stages: { dns: 12, tcp: 31 } }))).toBe(
    'failed at TLS (CERT_HAS EXPIRED) after 180 ms (DNS 12, TCP 31).',
  );
});

test('an answer without its end says why', () => {
  const answer = { status: 200, bodyBytes: 3, cut: false, incomplete: 'ECONN\nRESET' } as const;
  expect(seen(probed(200, { answer, stages: {} }))).toBe(
    'HTTP 200 to GET in 180 ms, without the end of the answer (ECONN RESET).',
  );
});

test('what was not looked at, or could not be, is said to be so', () => {
  expect(seen(without({ kind: 'refused', why: 'address' }))).toBe(
    'we did not look: probes go to public addresses only.',
  );
  expect(seen(without({ kind: 'untested', stage: 'dns', code: 'E\nTIMEOUT' }))).toBe(
    'we could not test it: our own DNS or network is in the way (E TIMEOUT).',
  );
});

test('the fact has the time of the probe to the second; without one there is none', () => {
  const row = (over: Partial<Incident>) => probeRow(incident(over), contextAt(1));
  expect(row({ probe: probed(200) })).toEqual([
    'Our probe: 200 after 180 ms at 19:42:10 (DNS 12, TCP 31, TLS 64, HTTP 70)',
  ]);
  expect(row({ probe: without({ kind: 'refused', why: 'address' }) })).toEqual([
    'We did not probe it: probes go to public addresses only.',
  ]);
  expect(row({ probe: without({ kind: 'untested', stage: 'dns', code: 'E\nX' }) })[0]).toContain('(E X).');
  expect(
    row({ probe: without({ kind: 'failed', stage: 'tcp', reason: 'refused', code: 'ECONNREFUSED' }) })[0],
  ).toContain('Our probe: failed at TCP (ECONNREFUSED) after 180 ms at 19:42:10');
  const answer = { status: 301, redirectsTo: 'https://new.example/', bodyBytes: 0, cut: false } as const;
  expect(row({ probe: probed(301, { answer }) }).slice(1)).toEqual([
    'It redirects to:',
    'https://new.example/',
  ]);
  expect(row({})).toEqual([]);
});
