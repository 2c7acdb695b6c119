import { ulid } from 'ulid';
import { putCovers, readCovers } from '../../adapters/dynamodb/covers.ts';
import type { Cover, CoverRequest } from '../../domain/oncall/cover.ts';
import { type CoverOutcome, decideCover } from '../../domain/oncall/cover-request.ts';
import { type EndOutcome, endCover } from '../../domain/oncall/end-cover.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { RunContext, StoreContext } from '../runtime/run-context.ts';

type Run = StoreContext & Pick<RunContext, 'oncall'>;

/** Agrees on a cover, unless something speaks against it. Whoever changes the covers meanwhile is heard first. */
export const requestCover = async (run: Run, request: CoverRequest): Promise<CoverOutcome> => {
  const outcome = await change(run, (covers, now) =>
    decideCover(run.oncall, covers, request, { id: ulid(now).toLowerCase(), now }),
  );
  if (outcome.kind === 'new') run.log.info('a cover was agreed on', { cover: outcome.cover });
  return outcome;
};

/** Ends a cover at once, or cancels it if it has not begun. */
export const endCoverNow = async (run: Run, id: string, endedBy: string): Promise<EndOutcome> => {
  const outcome = await change(run, (covers, now) => endCover(covers, { id, endedBy, now }));
  if ('covers' in outcome) run.log.info('a cover was ended', { cover: outcome.cover });
  return outcome;
};

/** Reads all covers, decides, and stores them where something has changed; again from the start if others were first. */
const change = <Outcome extends object>(
  run: Run,
  decide: (covers: readonly Cover[], now: number) => Outcome,
): Promise<Outcome> =>
  attemptOrThrow(run, ATTEMPTS.acting, 'the covers could not be changed', async () => {
    const { covers, revision } = await readCovers(run.store);
    const outcome = decide(covers, run.now().getTime());
    if (!hasCovers(outcome)) return outcome;
    return (await putCovers(run.store, outcome.covers, revision)) ? outcome : AGAIN;
  });

const hasCovers = <Outcome extends object>(outcome: Outcome): outcome is Outcome & { covers: Cover[] } =>
  'covers' in outcome;
