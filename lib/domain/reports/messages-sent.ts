import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { nameOfPerson, type PersonKey } from '../oncall/people.ts';
import { isAtNight } from './night.ts';
import type { WeekTimeline } from './week-facts.ts';

type Team = Pick<RuntimeOncallConfig, 'quietHours' | 'timeZone' | 'people' | 'smsLevels'>;

/** One message as SNS accepted it, whichever incidents it was about. */
export type SentMessage = {
  at: string;
  /** The highest level whose fixed subscribers got it; 0 if it was for people alone. */
  level: number;
  people: ReadonlySet<PersonKey>;
  isEmail: boolean;
  isSms: boolean;
  isAtNight: boolean;
};

/** Each message once: a digest stands in the timeline of each of its incidents. */
export const messagesSent = (timelines: readonly WeekTimeline[], team: Team): SentMessage[] => {
  const byId = new Map<string, SentMessage>();
  for (const { at, kind, level, channels, people = [], messageId } of timelines.flatMap(({ sent }) => sent)) {
    const known = byId.get(messageId);
    byId.set(messageId, {
      at,
      level: Math.max(kind === 'handover' ? 0 : level, known?.level ?? 0),
      people: new Set([...(known?.people ?? []), ...people]),
      isEmail: channels.includes('email') || (known?.isEmail ?? false),
      isSms: channels.includes('sms') || (known?.isSms ?? false),
      isAtNight: known?.isAtNight ?? isAtNight(Date.parse(at), team),
    });
  }
  return [...byId.values()];
};

/** Whose phone it was: a person's, or those of the fixed subscribers of a level. */
export type Phone = { person: PersonKey; name: string } | { level: number };

/** How often somebody was woken. */
export type Woken = { phone: Phone; sms: number; atNight: number };

/**
 * Who was woken how often, whoever was woken at night most first. Nobody who gets only email is woken, so only SMS to whom has
 * a number count; somebody who has left `oncall.yml` had one for all that is known. An alert to a level goes to all levels below.
 */
export const wokenBy = (messages: readonly SentMessage[], { people, smsLevels }: Team): Woken[] => {
  const sms = messages.filter(({ isSms }) => isSms);
  const count = (phone: Phone, isOwn: (message: SentMessage) => boolean): Woken => {
    const own = sms.filter(isOwn);
    return { phone, sms: own.length, atNight: own.filter((one) => one.isAtNight).length };
  };
  const alerted = new Set(sms.flatMap((one) => [...one.people]));
  const persons = [...alerted]
    .filter((person) => people[person]?.hasSms ?? true)
    .map((person) =>
      count({ person, name: nameOfPerson(person, people[person]?.name) }, (one) => one.people.has(person)),
    );
  const levels = smsLevels.map((level) => count({ level }, (one) => one.level >= level));
  return [...persons, ...levels]
    .filter((one) => one.sms > 0)
    .toSorted((one, other) => other.atNight - one.atNight || other.sms - one.sms);
};

/** The messages that woke somebody. */
export const wakingMessages = (
  messages: readonly SentMessage[],
  { people, smsLevels }: Team,
): SentMessage[] =>
  messages.filter(
    (one) =>
      one.isSms &&
      (smsLevels.some((level) => one.level >= level) ||
        [...one.people].some((person) => people[person]?.hasSms ?? true)),
  );
