import { commitMarks, MARK_LIMIT, type Mark } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** Records what SNS accepted. What cannot be recorded stays due and is sent again: better twice than never. */
export const markAll = async (run: RunContext, marks: readonly Mark[]): Promise<void> => {
  await Promise.all(chunksOf(marks, MARK_LIMIT).map((chunk) => markChunk(run, chunk)));
};

const markChunk = async (run: RunContext, marks: readonly Mark[]): Promise<void> => {
  let waiting = marks;
  const marked = await attempt(run, ATTEMPTS.markingSent, async () => {
    if (waiting.length === 0) return true;
    const outcome = await commitMarks(run.store, waiting);
    if (outcome.kind === 'refused')
      waiting = waiting.flatMap((mark) => (outcome.refused.has(mark) ? onTheOpenList(run, mark) : [mark]));
    return outcome.kind === 'marked' || AGAIN;
  });
  if (marked === AGAIN && waiting.length > 0)
    run.log.error('sent, but not recorded: it will be sent again', { incidents: waiting.length });
};

/**
 * Notifications that were counted meanwhile are still due, so the incident stays on the open list. If it was to stay
 * there anyway, somebody else has sent the alert.
 */
const onTheOpenList = (run: RunContext, { listName, ...mark }: Mark): Mark[] => {
  if (listName !== undefined) return [mark];
  run.log.warn('already sent by somebody else', { incidentId: mark.incident.incidentId });
  return [];
};
