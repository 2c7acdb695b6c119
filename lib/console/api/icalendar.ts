/** One entry of a calendar; its times in ms. `stamp` is when it was last changed. */
export type CalendarEvent = {
  uid: string;
  stamp: number;
  from: number;
  to: number;
  summary: string;
  description: string;
};

const LONGEST_LINE = 74; // octets; with the blank that continues it, RFC 5545 §3.1 allows 75

/** RFC 5545 §3.3.11 */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

/** `20261127T080000Z`: in UTC, so that each calendar shows it right by its own zone. */
const instant = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

/** A line in pieces that are not too long, none of which ends within a character. */
const folded = (line: string): string => {
  let length = 0;
  return Array.from(line, (character) => {
    const octets = Buffer.byteLength(character);
    length += octets;
    if (length <= LONGEST_LINE) return character;
    length = octets;
    return `\r\n ${character}`;
  }).join('');
};

const eventLines = ({ uid, stamp, from, to, summary, description }: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'SEQUENCE:0',
  `DTSTAMP:${instant(stamp)}`,
  `DTSTART:${instant(from)}`,
  `DTEND:${instant(to)}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  'END:VEVENT',
];

/**
 * A calendar as iCalendar (RFC 5545), which asks again each hour as far as it listens (RFC 7986). ical-generator, which would do
 * it, is 36 KB of the console, a twentieth.
 */
export const icalendar = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//flavours-error-webhook//turns//EN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
