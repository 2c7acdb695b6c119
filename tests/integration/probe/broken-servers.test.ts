import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import { type Advice, adviceFor } from '../../../lib/domain/diagnosis/advice.ts';
import type { Cause } from '../../../lib/domain/diagnosis/cause.ts';
import { causeOfProbe, Probe, provesFailure, provesServer } from '../../../lib/domain/probing/probe.ts';
import { FLAVOURS_ADDRESS, METADATA } from '../../../local/broken-servers/answers.ts';
import {
  brokenServers,
  labProbeOptions,
  labServer,
  labServers,
  pickyServers,
} from '../../../local/broken-servers/catalog.ts';
import { sentOf } from '../../../local/broken-servers/expected-alert.ts';
import type { Running } from '../../../local/broken-servers/listening.ts';

const CONCURRENCY = 8;

type Probed = { probed: Probe; outsideMs: number; url: string };

/** What is seen by silence; all else is given as long as it takes, on however busy a machine. */
const SILENT: readonly (Cause | undefined)[] = ['timeout', 'connect-timeout', 'dns-temporary'];
const PATIENT_MS = 60_000;

const result = async (name: string): Promise<Probed> => {
  const { cause, start } = labServer(name);
  const running = await start();
  try {
    const began = performance.now();
    const probed = await probe(running.url, {
      ...labProbeOptions(running),
      ...(!SILENT.includes(cause) && { budgetMs: PATIENT_MS }),
    });
    return { probed, outsideMs: performance.now() - began, url: running.url };
  } finally {
    await running.stop();
  }
};

/** The areas that are not "endpoint configuration", written out once more: a table that somebody turns around must fail. */
const AREAS: Partial<Record<Cause, Advice['area']>> = {
  'connect-timeout': 'network',
  'dns-temporary': 'network',
  connection: 'application downtime',
  reset: 'application downtime',
  crashed: 'application downtime',
  unavailable: 'application downtime',
  timeout: 'performance',
  throttled: 'performance',
  'gateway-timeout': 'performance',
};

describe('every server of the lab', () => {
  const seen = new Map<string, Probed>();
  const probedAt = (name: string): Probed => {
    const found = seen.get(name);
    if (!found) throw new Error(`${name} was not looked at`);
    return found;
  };

  beforeAll(async () => {
    const left = labServers.map(({ name }) => name);
    const run = async (): Promise<void> => {
      for (let name = left.shift(); name; name = left.shift()) seen.set(name, await result(name));
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, run));
  });

  test.each(labServers.map(({ name, cause }) => [name, cause] as const))('%s → %s', (name, cause) => {
    const { probed, outsideMs } = probedAt(name);
    expect(Probe.parse(probed)).toEqual(probed);
    expect(causeOfProbe(probed)).toBe(cause);
    if (cause) expect(adviceFor(cause, undefined).area).toBe(AREAS[cause] ?? 'endpoint configuration');
    expect(probed.ms).toBeLessThanOrEqual(Math.ceil(outsideMs));
  });

  test.each(pickyServers.map(({ name }) => [name] as const))(
    '%s is seen to be well, as browsers or cURL see it',
    (name) => {
      const { probed } = probedAt(name);
      expect(probed).toMatchObject({ outcome: { kind: 'answered' }, answer: { cut: false } });
      expect(probed.answer?.incomplete).toBeUndefined();
      expect([provesServer(probed), provesFailure(probed), causeOfProbe(probed)]).toEqual([
        true,
        false,
        undefined,
      ]);
    },
  );

  test('there are enough of them, and each has a name of its own', () => {
    expect(pickyServers.length).toBeGreaterThan(100);
    expect(new Set(labServers.map(({ name }) => name)).size).toBe(labServers.length);
  });

  test.each(brokenServers.filter(({ cause }) => cause).map(({ name, cause }) => [name, cause] as const))(
    '%s: the email has the cause %s, its area and its first step',
    (name, cause = 'unknown') => {
      const { probed, url } = probedAt(name);
      const { email, verdict, area, firstStep } = sentOf(url, probed);
      const { steps } = adviceFor(cause, url);
      expect(verdict).toMatch(/[Oo]ur own probe/);
      expect(area).toBe(AREAS[cause] ?? 'endpoint configuration');
      expect(firstStep).toContain(steps[0]?.text.slice(0, 40));
      for (const { command } of steps) if (command) expect(email).toContain(`\n${command}\n`);
    },
  );

  test('the certificate of a chain that ends first is named, unless nobody needs it', () => {
    expect(probedAt('early-chain').probed.certificate?.chainEnd).toEqual({
      subject: 'Early Intermediate',
      validTo: '2100-01-01T00:00:00.000Z',
    });
    expect(probedAt('picky-chain-cross-signed').probed.certificate).toMatchObject({
      validTo: '2126-01-01T00:00:00.000Z',
    });
    expect(probedAt('picky-chain-cross-signed').probed.certificate).not.toHaveProperty('chainEnd');
  });

  test('a certificate is described, whether it is accepted or not', () => {
    expect(probedAt('good-tls').probed.certificate).toEqual({
      subject: 'shop.lab.invalid',
      issuer: 'Lab Intermediate',
      names: ['127.0.0.1', 'shop.lab.invalid'],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      validFrom: '2020-01-01T00:00:00.000Z',
      validTo: '2126-01-01T00:00:00.000Z',
    });
    expect(probedAt('second-node').probed.certificate?.fingerprint).not.toBe(
      probedAt('good-tls').probed.certificate?.fingerprint,
    );
    expect(probedAt('expired').probed.certificate).toMatchObject({
      validTo: '2021-01-01T00:00:00.000Z',
      error: 'CERT_HAS_EXPIRED',
    });
    expect(probedAt('wrong-name').probed.certificate).toMatchObject({
      names: ['other.lab.invalid', 'www.other.lab.invalid'],
      error: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('each stage has its time, and only the stages that were reached', () => {
    const stagesOf = (name: string): string[] => Object.keys(probedAt(name).probed.stages);
    expect(stagesOf('good')).toEqual(['tcp', 'http']);
    expect(stagesOf('good-tls')).toEqual(['tcp', 'tls', 'http']);
    expect(stagesOf('expired')).toEqual(['tcp', 'tls']);
    expect(stagesOf('port-closed')).toEqual(['tcp']);
    expect(stagesOf('no-such-name')).toEqual(['dns']);
    const { stages, ms } = probedAt('too-slow').probed;
    expect(stages.http).toBeGreaterThan(1_500);
    expect(ms).toBeGreaterThanOrEqual(stages.http ?? 0);
  });

  test('where a redirect leads is told', () => {
    expect(probedAt('redirect-private').probed.answer?.redirectsTo).toBe(METADATA);
  });

  test.each([
    ['slow-body', 'ETIMEDOUT'],
    ['endless-body', 'ETIMEDOUT'],
    ['half-body', 'ECONNRESET'],
    ['half-chunks', 'ECONNRESET'],
    ['hangs-up-midway', 'ECONNRESET'],
  ])('%s: an answer without an end is told, and proves nothing alone', (name, incomplete) => {
    const { probed } = probedAt(name);
    expect(probed).toMatchObject({ outcome: { kind: 'answered' }, answer: { status: 200, incomplete } });
    expect([provesServer(probed), provesFailure(probed)]).toEqual([true, false]);
  });

  test.each(['slow-headers', 'too-slow', 'hangs-up', 'endless-headers', 'not-http'])(
    '%s: no head of an answer is a failure',
    (name) => expect(provesFailure(probedAt(name).probed)).toBe(true),
  );

  test('of gigabytes 64 KiB are read', () => {
    const { answer } = probedAt('huge-body').probed;
    expect(answer?.cut).toBe(true);
    expect(answer?.bodyBytes).toBeLessThanOrEqual(2 * 64 * 1024); // the last chunk that came may pass the limit
  });
});

describe('the servers that are not the same to everybody', () => {
  let running: Running;
  const start = async (name: string): Promise<void> => {
    running = await labServer(name).start();
  };
  afterAll(() => running.stop());

  const statusFrom = (localAddress: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(running.url, { localAddress, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });

  test('one refuses Flavours alone', async () => {
    await start('blocks-flavours');
    expect([await statusFrom('127.0.0.1'), await statusFrom(FLAVOURS_ADDRESS)]).toEqual([200, 403]);
    await running.stop();
  });

  test('one fails each other time', async () => {
    await start('flapping');
    const causes: (Cause | undefined)[] = [];
    for (let count = 0; count < 4; count += 1)
      causes.push(causeOfProbe(await probe(running.url, labProbeOptions())));
    expect(causes).toEqual(['unavailable', undefined, 'unavailable', undefined]);
    await running.stop();
  });

  test('one recovers on the port where another was broken', async () => {
    const broken = await labServer('reset').start();
    await broken.stop();
    running = await labServer('good').start(Number(new URL(broken.url).port));
    expect(running.url).toBe(broken.url);
  });
});
