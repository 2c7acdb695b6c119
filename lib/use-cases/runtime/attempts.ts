import { ContentionError } from './errors.ts';
import { backOff, type StoreContext } from './run-context.ts';

/**
 * How often something is tried that others may be in the way of, each for its reason. A time waited doubles with each, up
 * to 1.6 s: eight wait for 2.4 s on average, twelve for 5.6 s.
 */
export const ATTEMPTS = {
  /** An incident in a storm: the stream, the sweep, people and probes write it. What fails comes again, or is swept. */
  grouping: 12,
  /** Somebody waits for the answer, and nothing does it in their stead. */
  acting: 8,
  /** The next sweep or check closes it. */
  closing: 8,
  /** It was sent: what is not marked is sent again. */
  markingSent: 8,
  /** Every dispatch counts into one item; the next sweep sets it right. */
  countingOpened: 8,
  /** It was sent, but of it less depends: the next check would warn again. */
  markingWarned: 6,
  /** It was mailed: what is not recorded is mailed again by the next sweep. */
  markingHandover: 4,
  /** Only another check writes there; the next comes in a minute. */
  recordingProbe: 6,
  /** An alert that is about to go out waits for it. */
  savingProbe: 4,
  /** Two at most ask at once; who loses has had a mail already. */
  countingMails: 5,
  /** What stays counted is forgotten by whoever signs in next. */
  forgettingMails: 3,
  /** Under the publisher's lease nobody else writes it, but for late copies; the email does not wait. */
  takingSmsToken: 3,
  /** Each may hang until its time limit, and alerts go out without it. */
  readingSilences: 3,
} as const;

/** What an attempt answers with that is to be made again. */
export const AGAIN = Symbol('again');

/** Makes up to `most` attempts, waiting between them; answers AGAIN where none was the last. */
export const attempt = async <Result>(
  run: Pick<StoreContext, 'sleep'>,
  most: number,
  task: (before: number) => Promise<Result | typeof AGAIN>,
): Promise<Result | typeof AGAIN> => {
  for (let before = 0; before < most; before++) {
    if (before > 0) await backOff(run, before - 1);
    const result = await task(before);
    if (result !== AGAIN) return result;
  }
  return AGAIN;
};

/** As `attempt`, for what others or the next run will do: throws ContentionError, with `what` was tried. */
export const attemptOrThrow = async <Result>(
  run: Pick<StoreContext, 'sleep'>,
  most: number,
  what: string,
  task: (before: number) => Promise<Result | typeof AGAIN>,
): Promise<Result> => {
  const result = await attempt(run, most, task);
  if (result === AGAIN) throw new ContentionError(`${what}: ${most} attempts were in vain`);
  return result;
};
