import * as z from 'zod';

const MINUTE_MS = 60_000;

/** The minimum time that a link works. */
const LINK_MS = 15 * MINUTE_MS;
/** How much longer a link works than the next email is held back: enough to find it in one's inbox. */
const MARGIN_MS = 5 * MINUTE_MS;
/** After this long without an email, nothing counts against anybody any more. */
const FORGOTTEN_MS = 2 * 60 * MINUTE_MS;

const Mailed = z.object({ count: z.int().min(1), at: z.iso.datetime() });
type Mailed = z.infer<typeof Mailed>;

/**
 * Links emailed since one was last used, and when: in total, and by network. Using a link clears it, since somebody
 * of the team is there.
 */
export const SignInMails = Mailed.extend({ networks: z.record(z.string(), Mailed) });
export type SignInMails = z.infer<typeof SignInMails>;

/** How many emails are free, and how long the next ones are held back at most: a minute, doubling. */
type Limit = { free: number; longestMs: number };

/** For one network: one stranger is soon slowed down. */
const NETWORK: Limit = { free: 1, longestMs: 45 * MINUTE_MS };
/**
 * For all networks together: many strangers are slowed down too, and one alone cannot use up what everybody else
 * needs.
 */
const TEAM: Limit = { free: 6, longestMs: 15 * MINUTE_MS };

const gapMs = (count: number, { free, longestMs }: Limit): number =>
  count < free ? 0 : Math.min(longestMs, MINUTE_MS * 2 ** (count - free));

/** If the clock was set back, no time has passed. */
const elapsedMs = ({ at }: Mailed, now: Date): number => Math.max(0, now.getTime() - Date.parse(at));

const isDue = (before: Mailed | undefined, limit: Limit, now: Date): boolean =>
  !before || elapsedMs(before, now) >= gapMs(before.count, limit);

const oneMore = (before: Mailed | undefined, now: Date): Mailed => ({
  count: before && elapsedMs(before, now) < FORGOTTEN_MS ? before.count + 1 : 1,
  at: now.toISOString(),
});

const of = (mails: SignInMails | undefined, network: string): Mailed | undefined =>
  mails && Object.hasOwn(mails.networks, network) ? mails.networks[network] : undefined;

/** Whether another link may be emailed to somebody in `network`. */
export const mayMail = (mails: SignInMails | undefined, network: string, now: Date): boolean =>
  isDue(mails, TEAM, now) && isDue(of(mails, network), NETWORK, now);

/** The counts after one was emailed. */
export const mailedAgain = (mails: SignInMails | undefined, network: string, now: Date): SignInMails => {
  const recent = Object.entries(mails?.networks ?? {}).filter(
    ([, one]) => elapsedMs(one, now) < FORGOTTEN_MS,
  );
  return {
    ...oneMore(mails, now),
    networks: { ...Object.fromEntries(recent), [network]: oneMore(of(mails, network), now) },
  };
};

/**
 * The counts after an email that may or may not have gone out: the next one has to wait as usual, but the count is
 * unchanged, so that an outage of SNS counts against nobody.
 */
export const perhapsMailed = (
  before: SignInMails | undefined,
  after: SignInMails,
  network: string,
): SignInMails => ({
  ...after,
  count: before?.count ?? 1,
  networks: {
    ...after.networks,
    [network]: { at: after.at, count: of(before, network)?.count ?? 1 },
  },
});

/**
 * How long the last link works: longer than the next one is held back. So whoever asks either gets an email or has
 * one that works, and nobody can ask so often that others are kept out.
 */
export const linkLifetimeMs = (mails: SignInMails, network: string): number =>
  Math.max(
    LINK_MS,
    gapMs(mails.count, TEAM) + MARGIN_MS,
    gapMs(of(mails, network)?.count ?? 0, NETWORK) + MARGIN_MS,
  );
