import { commitMarks, MARK_LIMIT, type Mark } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { Work } from '../runtime/run-context.ts';

/** Writes down what SNS accepted. What cannot be marked stays owed and is told again: better twice than not. */
export const markAll = async (work: Work, marks: readonly Mark[]): Promise<void> => {
  await Promise.all(chunksOf(marks, MARK_LIMIT).map((chunk) => markChunk(work, chunk)));
};

const markChunk = async (work: Work, marks: readonly Mark[]): Promise<void> => {
  let waiting = marks;
  const marked = await attempt(work, ATTEMPTS.markingSent, async () => {
    if (waiting.length === 0) return true;
    const outcome = await commitMarks(work.store, waiting);
    if (outcome.kind === 'refused')
      waiting = waiting.flatMap((mark) => (outcome.refused.has(mark) ? onTheOpenShelf(work, mark) : [mark]));
    return outcome.kind === 'marked' || AGAIN;
  });
  if (marked === AGAIN && waiting.length > 0)
    work.log.error('told, but could not be marked: it will be told again', { incidents: waiting.length });
};

/**
 * What was counted into it meanwhile is still owed, so it stays on the open shelf. One that was to stay there in any case
 * was told by somebody else.
 */
const onTheOpenShelf = (work: Work, { shelf, ...mark }: Mark): Mark[] => {
  if (shelf !== undefined) return [mark];
  work.log.warn('told already by somebody else', { incidentId: mark.incident.incidentId });
  return [];
};
