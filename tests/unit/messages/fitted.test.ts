import { describe, expect, test } from '@jest/globals';
import { clean } from '../../../lib/domain/security/plain-text.ts';
import { nameOf, smsOf } from '../../../lib/messages/formats/sms.ts';
import { SMS_PREFIX, smsFrom } from '../../../lib/messages/formats/sms-text.ts';
import { fitted, subjectOf } from '../../../lib/messages/formats/subject.ts';
import { ascii } from '../../../lib/messages/text/plain-text.ts';
import { clockTime, localPeriod, shortTime, utcTime } from '../../../lib/messages/text/time.ts';
import { contextAt, incident, opened, resolved } from './fixtures.ts';

const ID = 'k3m9x2p4q7ra-1';
const ROOM = 99 - ` (${ID})`.length;

describe('a subject', () => {
  const host = 'api.shop.example';
  const place = `${host}/hooks/orders`;
  const head = (length: number): string => 'h'.repeat(length);

  test('has the whole address as long as it fits, to the character', () => {
    const exact = head(ROOM - 3 - place.length);
    expect(fitted([exact], place, ID)).toBe(`${exact} - ${place} (${ID})`);
    expect(fitted([exact], place, ID)).toHaveLength(99);
    expect(fitted([`${exact}h`], place, ID)).toBe(`${exact}h - ${host} (${ID})`);
  });

  test('takes the longest head beside which the host has room', () => {
    const [long, short] = [head(ROOM - 2 - host.length), 'short'];
    expect(fitted([long, short], place, ID)).toBe(`short - ${place} (${ID})`);
    expect(fitted([long.slice(1), short], place, ID)).toBe(`${long.slice(1)} - ${host} (${ID})`);
  });

  test('leaves the host out where it has no room, and never cuts it', () => {
    const room = ROOM - 3 - host.length;
    expect(fitted([head(room)], place, ID)).toBe(`${head(room)} - ${host} (${ID})`);
    expect(fitted([head(room + 1)], place, ID)).toBe(`${head(room + 1)} (${ID})`);
    expect(fitted([head(ROOM), head(ROOM - 5)], place, ID)).toBe(`${head(ROOM)} (${ID})`);
  });

  test('cuts a head that is too long itself, the last of them, and says so', () => {
    expect(fitted([head(200), 'x'.repeat(ROOM + 1)], place, ID)).toBe(`${'x'.repeat(ROOM - 3)}... (${ID})`);
  });

  test('never has more than 99 characters, whatever the id', () => {
    const subject = fitted(['head'], place, 'i'.repeat(300));
    expect(subject).toBe(`. (${'i'.repeat(96)}`);
    expect(subject).toHaveLength(99);
  });

  test.each([
    [0, 'OPEN Orders webhook: app down or overloaded, 1+ lost (k3'],
    [0.99, 'OPEN Orders webhook: app down or overloaded, 1+ lost (k3'],
    [1, 'OPEN Orders webhook: app down or overloaded, 1+ lost in 1 min (k3'],
    [9, 'OPEN Orders webhook: app down or overloaded, 1+ lost in 9 min (k3'],
  ])('%d min after the opening begins with %j', (minutes, start) => {
    expect(subjectOf(opened(), contextAt(minutes)).startsWith(start)).toBe(true);
  });

  test('of the end says how long it lasted, or how long it was quiet', () => {
    expect(subjectOf(resolved(), contextAt(80))).toBe(
      `RESOLVED Orders webhook: down 1 h 12 min, 31+ lost (${ID})`,
    );
    expect(subjectOf(resolved({ resolution: 'quiet' }), contextAt(80))).toBe(
      `CLOSED, UNVERIFIED Orders webhook: 31+ lost, quiet for 4 min (${ID})`,
    );
  });

  test('of what cannot be read counts posts', () => {
    const { endpoint: _none, ...rest } = incident({ cause: 'unreadable', count: 2 });
    expect(subjectOf({ ...opened(), incident: rest }, contextAt(0))).toContain(', 2 posts (');
  });
});

describe('an SMS', () => {
  const tail = ID;
  const length = 160 - SMS_PREFIX.length;
  const room = length - tail.length - 1;

  test('has as many sentences as fit, to the character, then the id', () => {
    const first = `${'a'.repeat(50)}.`;
    const second = 'b'.repeat(room - first.length - 1);
    expect(smsFrom([first, second], ID)).toBe(`${first} ${second} ${tail}`);
    expect(smsFrom([first, second], ID)).toHaveLength(length);
    expect(smsFrom([first, `${second}b`], ID)).toBe(`${first} ${tail}`);
    expect(smsFrom([first, `${second}b`, 'c'], ID)).toBe(`${first} c ${tail}`);
  });

  test('cuts a first sentence that is too long, and says so', () => {
    expect(smsFrom(['a'.repeat(room + 1)], ID)).toBe(`${'a'.repeat(room - 3)}... ${tail}`);
  });

  test('without a sentence is the id alone, which is never longer than the SMS', () => {
    expect(smsFrom([], ID)).toBe(tail);
    expect(smsFrom(['//'], ID)).toBe(tail);
    expect(smsFrom(['gone'], 'i'.repeat(300))).toBe('i'.repeat(length));
  });

  test('spells what phones take for an address, and what costs two septets', () => {
    expect(smsFrom(['ask ops@shop.example at https://a.b///c  [now] {x}|~ `y^ \\z //d :e'], 'a b!!c')).toBe(
      "ask ops at shop example at https a b c (now) (x)-- 'y' /z d :e a-b-c",
    );
  });

  test('of an opening, of an end by a person, of an end by quiet', () => {
    expect(smsOf(opened(), contextAt(0))).toBe(
      `OPEN Orders webhook: app down or overloaded. 1+ lost since 19:42. ${ID}`,
    );
    const context = contextAt(80);
    expect(smsOf(resolved({ count: 2 }), context)).toBe(
      `RESOLVED Orders webhook: down 1 h 12 min, 2+ lost. Fetch again 19:40-20:50. ${ID}`,
    );
    expect(smsOf(resolved({ resolution: 'quiet' }), context)).toContain(
      'CLOSED, UNVERIFIED Orders webhook: quiet for 4 min, nobody checked, 31+ lost. ',
    );
  });

  test('with a link has two segments at most, and less text rather than no link', () => {
    const link = (characters: number) => `https://x.example/${'a'.repeat(characters - 18)}`;
    const sentences = ['a'.repeat(70), 'b'.repeat(60)];
    const whole = `${sentences[0]} ${sentences[1]} ${ID}`;
    const room = 2 * 153 - SMS_PREFIX.length - whole.length - 1;
    expect(smsFrom(sentences, ID, link(room))).toBe(`${whole} ${link(room)}`);
    expect(smsFrom(sentences, ID, link(room + 1))).toBe(`${sentences[0]} ${ID} ${link(room + 1)}`);
    expect(smsFrom(sentences, ID, link(290))).toBe(whole);
  });

  test('names the business name in at most 40 characters', () => {
    const named = (name: string) =>
      nameOf(opened(), contextAt(0, { endpoints: [{ url: 'https://api.shop.example/', name }] }));
    expect(named('n'.repeat(40))).toBe('n'.repeat(40));
    expect(named('n'.repeat(41))).toBe(`${'n'.repeat(37)}...`);
  });
});

describe('text', () => {
  test('keeps single blanks, and makes one of several', () => {
    expect(clean('a b  c   d')).toBe('a b c d');
    expect(ascii('a b\u00a0 c')).toBe('a b c');
    expect(ascii('e\u0301\u0302x')).toBe('ex');
    expect(ascii('‘a’ ‘b’ «c» — … ،')).toBe("'a' 'b' \"c\" - ... ,");
  });
});

describe('times', () => {
  const at = Date.parse('2026-06-12T16:42:07.123Z');
  const DAY = 86_400_000;

  test('an offset loses its minutes only where they are none', () => {
    expect(shortTime(at, at, 'Asia/Kathmandu')).toBe('22:27 +05:45');
    expect(shortTime(at, at, 'Etc/GMT-10')).toBe('02:42 +10');
  });

  test('a span of a whole day or more names both of its days', () => {
    expect(localPeriod(at, at + 365 * DAY, 'UTC')).toBe(
      'Fri 12 Jun 16:42 (UTC+00:00) to Sat 12 Jun 16:42 (UTC+00:00)',
    );
    const sameName = 2191 * DAY; // six years later: the same day of the week and month
    expect(localPeriod(at, at + sameName, 'UTC')).toContain(' (UTC+00:00) to ');
    expect(clockTime(at, at, 'UTC')).toBe('16:42');
    expect(utcTime(at)).toBe('2026-06-12 16:42:07 UTC');
  });
});
