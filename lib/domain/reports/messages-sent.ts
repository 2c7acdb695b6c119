import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { isAtNight } from './night.ts';
import type { WeekTimeline } from './week-facts.ts';

/** One message as SNS accepted it, whichever incidents it was about. */
export type SentMessage = { at: string; level: number; isEmail: boolean; isSms: boolean; isAtNight: boolean };

/** Each message once: a digest stands in the timeline of each of its incidents. */
export const messagesSent = (
  timelines: readonly WeekTimeline[],
  oncall: Pick<RuntimeOncallConfig, 'quietHours' | 'timeZone'>,
): SentMessage[] => {
  const byId = new Map<string, SentMessage>();
  for (const { at, level, channels, messageId } of timelines.flatMap(({ sent }) => sent)) {
    const known = byId.get(messageId);
    byId.set(messageId, {
      at,
      level: Math.max(level, known?.level ?? 0),
      isEmail: channels.includes('email') || (known?.isEmail ?? false),
      isSms: channels.includes('sms') || (known?.isSms ?? false),
      isAtNight: known?.isAtNight ?? isAtNight(Date.parse(at), oncall),
    });
  }
  return [...byId.values()];
};

/** How often those who get SMS at a level were woken: an alert to a level goes to all levels below it too. */
export type Woken = { level: number; sms: number; atNight: number };

/** Nobody who gets only email is woken, so only SMS count. */
export const wokenByLevel = (messages: readonly SentMessage[]): Woken[] => {
  const sms = messages.filter(({ isSms }) => isSms);
  const highest = sms.reduce((most, { level }) => Math.max(most, level), 0);
  return Array.from({ length: highest }, (_, index) => {
    const own = sms.filter(({ level }) => level > index);
    return {
      level: index + 1,
      sms: own.length,
      atNight: own.filter((one) => one.isAtNight).length,
    };
  });
};
