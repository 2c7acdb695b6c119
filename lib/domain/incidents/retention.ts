/** How long items are kept, in days: DynamoDB removes them by their attribute `expiresAt`. Incidents are kept for good. */
export const KEPT_DAYS = {
  /** Since they were counted into an incident; one that is pending never expires. */
  notifications: 90,
  /** What was sent and done: as long as a year can be compared with the one before. */
  timeline: 400,
  dailyStats: 400,
  /** What an integration was last given, since it was: a later alert about the incident is then its first. */
  delivered: 400,
  /** Since it ended: so long it can be seen that there was one. */
  endedTokens: 30,
  /** Counts that hold nothing against anybody any more. */
  signInMails: 1,
} as const;

const DAY_S = 24 * 60 * 60;

/** A time as DynamoDB's TTL has it, in seconds; `days` later. */
export const expiresAt = (at: Date, days = 0): number => Math.floor(at.getTime() / 1000) + days * DAY_S;
