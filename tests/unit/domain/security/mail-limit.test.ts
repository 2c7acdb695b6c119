import { describe, expect, test } from '@jest/globals';
import {
  linkLifetimeMs,
  mailedAgain,
  mayMail,
  perhapsMailed,
  type SignInMails,
} from '../../../../lib/domain/security/mail-limit.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-24T20:00:00.000Z');
const at = (ms: number): Date => new Date(START + ms);

/** Somebody who asks every ten seconds, from so many networks in turn, and uses no link. */
const asked = (hours: number, networks: number) => {
  let sent: SignInMails | undefined;
  const mails: { at: number; until: number }[] = [];
  const unserved: number[] = [];
  for (let ms = 0, ask = 0; ms < hours * 60 * MINUTE_MS; ms += 10_000, ask++) {
    const network = `network ${ask % networks}`;
    if (mayMail(sent, network, at(ms))) {
      sent = mailedAgain(sent, network, at(ms));
      mails.push({ at: ms, until: ms + linkLifetimeMs(sent, network) });
    }
    if (!mails.some(({ until }) => until >= ms + 4 * MINUTE_MS)) unserved.push(ms);
  }
  return { mails, unserved, sent };
};

describe.each([
  [1, 17],
  [2, 45],
  [1000, 45],
])('a stranger in %i networks who asks all night', (networks, atMost) => {
  const { mails, unserved, sent } = asked(8, networks);
  test(`makes at most ${atMost} mails`, () => {
    expect(mails.length).toBeLessThanOrEqual(atMost);
    expect(mails.length).toBeGreaterThan(5);
  });
  test('leaves nobody without a link that works for four minutes more', () => expect(unserved).toEqual([]));
  test('is remembered in few words', () => {
    expect(Object.keys(sent?.networks ?? {}).length).toBeLessThan(20);
  });
  test('no link works for as long as the proof of a browser that asked', () => {
    expect(Math.max(...mails.map(({ at: from, until }) => until - from))).toBeLessThan(60 * MINUTE_MS);
  });
});

const mailedTo = (network: string, count: number, team = 1): SignInMails => ({
  count: team,
  at: at(0).toISOString(),
  networks: { [network]: { count, at: at(0).toISOString() } },
});

test('what one network used up leaves a mail to another, until six went out that nobody used', () => {
  expect(mayMail(undefined, 'a', at(1))).toBe(true);
  expect(mayMail(mailedTo('a', 5, 5), 'b', at(1))).toBe(true);
  expect(mayMail(mailedTo('a', 5, 5), 'a', at(1))).toBe(false);
  expect(mayMail(mailedTo('a', 6, 6), 'b', at(MINUTE_MS - 1))).toBe(false);
  expect(mayMail(mailedTo('a', 6, 6), 'b', at(MINUTE_MS))).toBe(true);
  expect(mayMail(mailedTo('a', 1), '__proto__', at(1))).toBe(true);
});

test('the second mail to a network waits for a minute, and each next one twice as long, up to 45', () => {
  const gaps = [1, 2, 3, 6, 7, 50].map((count) =>
    [1, 2, 4, 32, 45].find((minutes) => mayMail(mailedTo('a', count), 'a', at(minutes * MINUTE_MS))),
  );
  expect(gaps).toEqual([1, 2, 4, 32, 45, 45]);
});

test('a link works for a quarter of an hour at least; two quiet hours are forgotten; a clock set back gives nothing', () => {
  const first = mailedAgain(undefined, 'a', at(0));
  expect(first).toEqual({
    count: 1,
    at: at(0).toISOString(),
    networks: { a: { count: 1, at: at(0).toISOString() } },
  });
  expect(linkLifetimeMs(first, 'a')).toBe(15 * MINUTE_MS);
  expect(linkLifetimeMs(mailedTo('a', 7), 'a')).toBe(50 * MINUTE_MS);
  const later = mailedAgain(mailedTo('a', 9, 9), 'b', at(120 * MINUTE_MS));
  expect(later).toMatchObject({ count: 1, networks: { b: { count: 1 } } });
  expect(Object.keys(later.networks)).toEqual(['b']);
  expect(mailedAgain(mailedTo('a', 9, 9), 'a', at(120 * MINUTE_MS - 1))).toMatchObject({
    count: 10,
    networks: { a: { count: 10 } },
  });
  expect(mayMail(first, 'a', at(-60 * MINUTE_MS))).toBe(false);
});

test('a mail that may have gone out holds the next one back, and counts for nothing', () => {
  const before = mailedTo('a', 3, 4);
  const after = mailedAgain(before, 'a', at(60 * MINUTE_MS));
  const perhaps = perhapsMailed(before, after, 'a');
  expect(perhaps).toMatchObject({ count: 4, at: after.at, networks: { a: { count: 3, at: after.at } } });
  expect(perhapsMailed(undefined, mailedAgain(undefined, 'a', at(0)), 'a')).toMatchObject({ count: 1 });
});
