import { describe, expect, test } from '@jest/globals';
import { causeOf } from '../../../../lib/domain/diagnosis/cause.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { at, incident, probed } from '../../messages/fixtures.ts';
import { failed, found } from './verdict-found.ts';

describe('an answer to a bare request, neither signed nor with an event', () => {
  const reported = (status: number, over: Partial<Probe> = {}) =>
    verdictOf(
      incident({
        cause: causeOf(status),
        sample: { at: at(0), code: status },
        probe: probed(status, over),
      }),
    );

  test.each([400, 401, 402, 403, 404, 405, 406, 407, 409, 411, 412, 415, 417, 419, 422, 428, 451, 495, 496])(
    '%d proves nothing, though Flavours reports it too',
    (status) => {
      expect(reported(status)).toMatchObject({
        kind: 'unconfirmed',
        confidence: 'possible',
        sentence: `Our own probe got ${status}, which proves nothing: it neither signs its request nor posts an event.`,
        short: `Our probe got ${status}, which proves nothing`,
      });
    },
  );

  test.each([410, 413, 414, 429, 431, 301])('%d is the same for everybody', (status) => {
    expect(reported(status)).toMatchObject({ kind: 'confirmed', short: 'Our probe agrees' });
  });

  test('a redirect to where people sign in proves nothing either', () => {
    const to = (redirectsTo: string) =>
      reported(302, { answer: { status: 302, redirectsTo, bodyBytes: 0, cut: false } })?.finding.is;
    expect(to('https://api.shop.example/login?next=/hooks')).toBe('bare-refusal');
    expect(to('https://id.shop.example/oauth2/authorize')).toBe('bare-refusal');
    expect(to('https://www.shop.example/hooks/orders')).toBe('same-answer');
  });
});

describe('the status of an answer', () => {
  test('is no part of the finding where there was no answer', () => {
    expect(found({ cause: 'connection', probe: failed('ECONNREFUSED') })?.finding).toStrictEqual({
      is: 'same-failure',
      seen: 'connection',
    });
    expect(found({ count: 0, probe: failed('ECONNREFUSED') })?.finding).toStrictEqual({
      is: 'unreported',
      seen: 'connection',
    });
    expect(
      found({ probe: probed(200, { answer: undefined }), cause: 'connection', probeFailedAt: at(0.01) }),
    ).toStrictEqual({
      finding: { is: 'recovering' },
      sentence: 'Our own probe failed, and now succeeds: it is probably recovering.',
      short: 'Our probe succeeds now',
    });
  });

  test.each([
    [101, 'The server answers our own probe (HTTP 101 in 180 ms)'],
    [200, 'Our own probe succeeds (HTTP 200 in 180 ms)'],
    [299, 'Our own probe succeeds (HTTP 299 in 180 ms)'],
    [300, 'The server answers our own probe (HTTP 300 in 180 ms)'],
  ])('is a success from 200 to 299: %d', (status, words) => {
    expect(found({ cause: 'connection', probe: probed(status) })?.sentence).toBe(
      `${words}: the outage is over, or only Flavours is blocked.`,
    );
  });

  test('is said with how far the answer came', () => {
    const answer = { status: 200, bodyBytes: 10, cut: false, incomplete: 'ECONNRESET' };
    expect(found({ cause: 'connection', probe: probed(200, { answer }) })?.sentence).toBe(
      'Our own probe succeeds (HTTP 200 in 180 ms, though not to the end): the outage is over, or only Flavours is blocked.',
    );
  });

  test('above those of HTTP, by which some sites turn bots away, is the same answer where Flavours got it too', () => {
    expect(found({ cause: 'protocol', sample: { at: at(0), code: 999 }, probe: probed(999) })).toMatchObject({
      sentence: 'Our own probe got the same answer (HTTP 999).',
      short: 'Our probe agrees',
    });
  });
});

describe('a server error to our GET', () => {
  test.each([undefined, -1, 0, 99, 600])(
    'is what Flavours reports too where the cause is the same and %s is no status',
    (code) => {
      const sample = { at: at(0), ...(code !== undefined && { code }) };
      expect(found({ cause: 'crashed', sample, probe: probed(500) })?.sentence).toBe(
        'Our own probe got 500 too.',
      );
    },
  );

  test.each([100, 400, 599])(
    'beside a status of %d from Flavours may be what every GET gets, though the cause is the same',
    (code) => {
      expect(found({ cause: 'crashed', sample: { at: at(0), code }, probe: probed(500) })).toMatchObject({
        sentence: 'Our own probe got 500, much like what Flavours reports, unless it answers every GET so.',
        short: 'Our probe got 500',
      });
    },
  );

  test('names the cause where Flavours gives none, and is likely where both are alike', () => {
    const unnamed = { cause: 'unknown', sample: { at: at(0), code: 0 }, probe: probed(500) } as const;
    expect(verdictOf(incident(unnamed))).toMatchObject({
      kind: 'confirmed',
      confidence: 'possible',
      cause: 'crashed',
    });
    const alike = { cause: 'gateway-timeout', sample: { at: at(0), code: 504 }, probe: probed(503) } as const;
    expect(verdictOf(incident(alike))).toMatchObject({
      kind: 'confirmed',
      confidence: 'likely',
      cause: 'unavailable',
    });
  });
});
