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
import { toldOf } from '../../../local/broken-servers/expected-alert.ts';
import type { Running } from '../../../local/broken-servers/listening.ts';

const SIDE_BY_SIDE = 8;

type Looked = { looked: Probe; outsideMs: number; url: string };

/** What is seen by silence; all else is given as long as it takes, on however busy a machine. */
const SILENT: readonly (Cause | undefined)[] = ['timeout', 'connect-timeout', 'dns-temporary'];
const PATIENT_MS = 60_000;

const look = async (name: string): Promise<Looked> => {
  const { cause, start } = labServer(name);
  const running = await start();
  try {
    const began = performance.now();
    const looked = await probe(running.url, {
      ...labProbeOptions(running),
      ...(!SILENT.includes(cause) && { budgetMs: PATIENT_MS }),
    });
    return { looked, outsideMs: performance.now() - began, url: running.url };
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
  const seen = new Map<string, Looked>();
  const lookedAt = (name: string): Looked => {
    const found = seen.get(name);
    if (!found) throw new Error(`${name} was not looked at`);
    return found;
  };

  beforeAll(async () => {
    const left = labServers.map(({ name }) => name);
    const work = async (): Promise<void> => {
      for (let name = left.shift(); name; name = left.shift()) seen.set(name, await look(name));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  });

  test.each(labServers.map(({ name, cause }) => [name, cause] as const))('%s → %s', (name, cause) => {
    const { looked, outsideMs } = lookedAt(name);
    expect(Probe.parse(looked)).toEqual(looked);
    expect(causeOfProbe(looked)).toBe(cause);
    if (cause) expect(adviceFor(cause, undefined).area).toBe(AREAS[cause] ?? 'endpoint configuration');
    expect(looked.ms).toBeLessThanOrEqual(Math.ceil(outsideMs));
  });

  test.each(pickyServers.map(({ name }) => [name] as const))(
    '%s is seen to be well, as browsers or cURL see it',
    (name) => {
      const { looked } = lookedAt(name);
      expect(looked).toMatchObject({ outcome: { kind: 'answered' }, answer: { cut: false } });
      expect(looked.answer?.incomplete).toBeUndefined();
      expect([provesServer(looked), provesFailure(looked), causeOfProbe(looked)]).toEqual([
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
      const { looked, url } = lookedAt(name);
      const { email, verdict, area, firstStep } = toldOf(url, looked);
      const { steps } = adviceFor(cause, url);
      expect(verdict).toMatch(/[Oo]ur own probe/);
      expect(area).toBe(AREAS[cause] ?? 'endpoint configuration');
      expect(firstStep).toContain(steps[0]?.text.slice(0, 40));
      for (const { command } of steps) if (command) expect(email).toContain(`\n${command}\n`);
    },
  );

  test('the certificate of a chain that ends first is named, unless nobody needs it', () => {
    expect(lookedAt('early-chain').looked.certificate?.chainEnd).toEqual({
      subject: 'Early Intermediate',
      validTo: '2100-01-01T00:00:00.000Z',
    });
    expect(lookedAt('picky-chain-cross-signed').looked.certificate).toMatchObject({
      validTo: '2126-01-01T00:00:00.000Z',
    });
    expect(lookedAt('picky-chain-cross-signed').looked.certificate).not.toHaveProperty('chainEnd');
  });

  test('a certificate is described, whether it is accepted or not', () => {
    expect(lookedAt('good-tls').looked.certificate).toEqual({
      subject: 'shop.lab.invalid',
      issuer: 'Lab Intermediate',
      names: ['127.0.0.1', 'shop.lab.invalid'],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      validFrom: '2020-01-01T00:00:00.000Z',
      validTo: '2126-01-01T00:00:00.000Z',
    });
    expect(lookedAt('second-node').looked.certificate?.fingerprint).not.toBe(
      lookedAt('good-tls').looked.certificate?.fingerprint,
    );
    expect(lookedAt('expired').looked.certificate).toMatchObject({
      validTo: '2021-01-01T00:00:00.000Z',
      error: 'CERT_HAS_EXPIRED',
    });
    expect(lookedAt('wrong-name').looked.certificate).toMatchObject({
      names: ['other.lab.invalid', 'www.other.lab.invalid'],
      error: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('each stage has its time, and only the stages that were reached', () => {
    const stagesOf = (name: string): string[] => Object.keys(lookedAt(name).looked.stages);
    expect(stagesOf('good')).toEqual(['tcp', 'http']);
    expect(stagesOf('good-tls')).toEqual(['tcp', 'tls', 'http']);
    expect(stagesOf('expired')).toEqual(['tcp', 'tls']);
    expect(stagesOf('port-closed')).toEqual(['tcp']);
    expect(stagesOf('no-such-name')).toEqual(['dns']);
    const { stages, ms } = lookedAt('too-slow').looked;
    expect(stages.http).toBeGreaterThan(1_500);
    expect(ms).toBeGreaterThanOrEqual(stages.http ?? 0);
  });

  test('where a redirect leads is told', () => {
    expect(lookedAt('redirect-private').looked.answer?.redirectsTo).toBe(METADATA);
  });

  test.each([
    ['slow-body', 'ETIMEDOUT'],
    ['endless-body', 'ETIMEDOUT'],
    ['half-body', 'ECONNRESET'],
    ['half-chunks', 'ECONNRESET'],
    ['hangs-up-midway', 'ECONNRESET'],
  ])('%s: an answer without an end is told, and proves nothing alone', (name, incomplete) => {
    const { looked } = lookedAt(name);
    expect(looked).toMatchObject({ outcome: { kind: 'answered' }, answer: { status: 200, incomplete } });
    expect([provesServer(looked), provesFailure(looked)]).toEqual([true, false]);
  });

  test.each(['slow-headers', 'too-slow', 'hangs-up', 'endless-headers', 'not-http'])(
    '%s: no head of an answer is a failure',
    (name) => expect(provesFailure(lookedAt(name).looked)).toBe(true),
  );

  test('of gigabytes 64 KiB are read', () => {
    const { answer } = lookedAt('huge-body').looked;
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
