import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { ICalCalendar } from 'ical-generator';
import { type CalendarEvent, icalendar } from '../../../lib/console/api/icalendar.ts';

/* What we write, against what ical-generator writes and what ical.js, Thunderbird's, reads. */

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const words = fc.oneof(
  text,
  fc.constantFrom(
    'a,b;c\\d"e',
    'one\ntwo\r\nthree\rfour',
    'مناوبة '.repeat(20),
    '👩‍🍳'.repeat(30),
    'x'.repeat(148),
    '',
  ),
);
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const event: fc.Arbitrary<CalendarEvent> = fc
  .record({
    uid: fc.stringMatching(/^[a-z0-9-]{1,90}@prod$/),
    stamp: time,
    from: time,
    to: time,
    summary: words,
    description: words.filter((one) => one !== ''),
  })
  .map((one) => ({ ...one, to: one.from + one.to }));

const byLibrary = (name: string, events: readonly CalendarEvent[]): string => {
  const prodId = { company: 'flavours-error-webhook', product: 'turns', language: 'EN' };
  const calendar = new ICalCalendar({ name, prodId, ttl: 3600 });
  for (const { uid, stamp, from, to, summary, description } of events)
    calendar.createEvent({
      id: uid,
      stamp: new Date(stamp),
      start: new Date(from),
      end: new Date(to),
      summary,
      description,
    });
  return `${calendar.toString()}\r\n`;
};

describe('a calendar', () => {
  test('is what ical-generator writes, to the letter', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 4 }), (events) => {
        expect(icalendar('On duty', events)).toBe(byLibrary('On duty', events));
      }),
    );
  });

  test('says what it was given to those who read it, also in its name', () => {
    fc.assert(
      fc.property(words, event, (name, one) => {
        const calendar = new ICAL.Component(ICAL.parse(icalendar(name, [one])));
        const read = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
        const plain = (given: string): string => given.replace(/\r\n|\r/g, '\n');
        // ical.js leaves text of properties that it does not know as it is written.
        const known = String(calendar.getFirstPropertyValue('x-wr-calname'));
        expect(known.replaceAll('\\n', '\n').replace(/\\(.)/g, '$1')).toBe(plain(name));
        expect([read.uid, read.summary, read.description]).toEqual([
          one.uid,
          plain(one.summary),
          plain(one.description),
        ]);
        expect(read.startDate.toUnixTime() * 1000).toBe(one.from);
      }),
    );
  });

  test('has no line over 75 octets', () => {
    fc.assert(
      fc.property(words, event, (name, one) => {
        for (const line of icalendar(name, [one]).split('\r\n'))
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
    );
  });
});
