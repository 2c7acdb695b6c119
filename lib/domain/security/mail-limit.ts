import * as z from 'zod';

const MINUTE_MS = 60_000;

/** How long a link works at least. */
const LINK_MS = 15 * MINUTE_MS;
/** How much longer it works than the next one is held back: enough to find it in one's mail. */
const MARGIN_MS = 5 * MINUTE_MS;
/** After so long without a mail nothing is held against anybody. */
const FORGOTTEN_MS = 2 * 60 * MINUTE_MS;

const Mailed = z.object({ count: z.int().min(1), at: z.iso.datetime() });
type Mailed = z.infer<typeof Mailed>;

/**
 * Links that were mailed since one was used, and when the last was: in all, and because of each network. A link that is
 * used ends it: somebody of the team is there, and nothing is held against anybody.
 */
export const SignInMails = Mailed.extend({ networks: z.record(z.string(), Mailed) });
export type SignInMails = z.infer<typeof SignInMails>;

/** How many mails are free, and how long the next ones are held back at most: a minute, doubling. */
type Limit = { free: number; longestMs: number };

/** One stranger is soon slowed down. */
const NETWORK: Limit = { free: 1, longestMs: 45 * MINUTE_MS };
/** Many strangers too; what one alone can use up leaves some for everybody else. */
const TEAM: Limit = { free: 6, longestMs: 15 * MINUTE_MS };

const gapMs = (count: number, { free, longestMs }: Limit): number =>
  count < free ? 0 : Math.min(longestMs, MINUTE_MS * 2 ** (count - free));

/** A clock that was set back lets no time pass. */
const elapsedMs = ({ at }: Mailed, now: Date): number => Math.max(0, now.getTime() - Date.parse(at));

const isDue = (before: Mailed | undefined, limit: Limit, now: Date): boolean =>
  !before || elapsedMs(before, now) >= gapMs(before.count, limit);

const oneMore = (before: Mailed | undefined, now: Date): Mailed => ({
  count: before && elapsedMs(before, now) < FORGOTTEN_MS ? before.count + 1 : 1,
  at: now.toISOString(),
});

const of = (mails: SignInMails | undefined, network: string): Mailed | undefined =>
  mails && Object.hasOwn(mails.networks, network) ? mails.networks[network] : undefined;

/** Whether another link may be mailed because somebody in `network` asks. */
export const mayMail = (mails: SignInMails | undefined, network: string, now: Date): boolean =>
  isDue(mails, TEAM, now) && isDue(of(mails, network), NETWORK, now);

/** After one was. */
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
 * After one that may or may not have gone out: the next one has to wait as it would, but the count is as before, so that
 * an outage of SNS holds nothing against anybody.
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
 * How long the link works that was mailed last: longer than the next one is held back. So whoever asks either gets a
 * mail or has one that works, and nobody can ask so often that others are kept out.
 */
export const linkLifetimeMs = (mails: SignInMails, network: string): number =>
  Math.max(
    LINK_MS,
    gapMs(mails.count, TEAM) + MARGIN_MS,
    gapMs(of(mails, network)?.count ?? 0, NETWORK) + MARGIN_MS,
  );
