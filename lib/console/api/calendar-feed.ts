import { ICalCalendar } from 'ical-generator';
import { type DutyEvent, dutyEvents, eventKey, lastChangeOf } from '../../domain/oncall/calendar-events.ts';
import type { ApiToken } from '../../domain/security/api-token.ts';
import { coveredName, personName } from '../view/cover-words.ts';
import { shownText } from '../view/labels.ts';
import { DUTY_PATH } from '../view/paths.ts';
import type { View } from '../view/view.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const BACK_MS = 28 * DAY_MS;
const AHEAD_MS = 56 * DAY_MS;
/** How often a calendar asks again, as far as it listens: RFC 7986, REFRESH-INTERVAL. */
const REFRESH_S = 3600;

type Feed = Pick<ApiToken, 'id' | 'person' | 'createdAt' | 'until'>;

/**
 * The turns of a team, or of one person, as iCalendar (RFC 5545): four weeks back and eight ahead, in UTC, so that each calendar
 * shows them right by its own zone. Two that say the same are the same to the letter, for the ETag.
 */
export const calendarText = (feed: Feed, view: View, origin: string): string => {
  const { oncall, now, place } = view;
  const name = feed.person === undefined ? 'On duty' : `On duty: ${personName(feed.person, view)}`;
  const calendar = new ICalCalendar({
    name: escaped(place.stage === 'prod' ? name : `${name} (${place.stage})`),
    prodId: { company: 'flavours-error-webhook', product: 'turns', language: 'EN' },
    ttl: REFRESH_S,
  });
  const stamp = new Date(Math.max(lastChangeOf(oncall.covers), Date.parse(feed.createdAt)));
  const window = { from: now - BACK_MS, to: now + AHEAD_MS };
  for (const event of dutyEvents(oncall, { ...window, person: feed.person })) {
    calendar.createEvent({
      id: `${eventKey(event)}@${place.stage}.flavours-error-webhook`,
      stamp,
      start: new Date(event.from),
      end: new Date(event.to),
      summary: summaryOf(event, feed, view),
      description: [...event.covers.map((cover) => reasonOf(cover, view)), `${origin}${DUTY_PATH}`].join(
        '\n',
      ),
    });
  }
  const ends = Date.parse(feed.until);
  if (ends < window.to)
    calendar.createEvent({
      id: `end-of-${feed.id}@${place.stage}.flavours-error-webhook`,
      stamp,
      start: new Date(ends - HOUR_MS),
      end: new Date(ends),
      summary: 'This calendar of turns ends: make a new one',
      description: `${origin}/console/access#calendars`,
    });
  return `${calendar.toString()}\r\n`;
};

/** The library writes a calendar's name as it is given, though it is text like any other: RFC 5545, section 3.3.11. */
const escaped = (name: string): string => name.replace(/[\\;,]/g, '\\$&');

/** "On duty, level 1", with the name where the calendar is not their own. */
const summaryOf = ({ person, instead, level }: DutyEvent, feed: Feed, view: View): string => {
  const who = feed.person === undefined ? `On duty: ${personName(person, view)}` : 'On duty';
  const stead = instead === undefined ? '' : ` instead of ${personName(instead, view)}`;
  return `${who}${stead}, level ${level}`;
};

const reasonOf = ({ covered, by, reason, createdBy }: DutyEvent['covers'][number], view: View): string =>
  `${personName(by, view)} covers ${coveredName(covered, view)}: ${shownText(reason)} (recorded by ${shownText(createdBy)})`;
