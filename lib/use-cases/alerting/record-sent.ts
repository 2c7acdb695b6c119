import { commitMarks, MARK_LIMIT, type Mark } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { backOff, type Work } from '../runtime/run-context.ts';

const ATTEMPTS = 8;

/** Writes down what SNS accepted. What cannot be marked stays owed and is told again: better twice than not. */
export const markAll = async (work: Work, marks: readonly Mark[]): Promise<void> => {
  await Promise.all(chunksOf(marks, MARK_LIMIT).map((chunk) => markChunk(work, chunk)));
};

const markChunk = async (work: Work, marks: readonly Mark[]): Promise<void> => {
  let waiting = marks;
  for (let attempt = 0; attempt < ATTEMPTS && waiting.length > 0; attempt++) {
    const outcome = await commitMarks(work.store, waiting);
    switch (outcome.kind) {
      case 'marked':
        return;
      case 'contended':
        await backOff(work, attempt);
        break;
      case 'refused':
        waiting = waiting.flatMap((mark) =>
          outcome.refused.has(mark) ? onTheOpenShelf(work, mark) : [mark],
        );
        break;
      default:
        outcome satisfies never;
    }
  }
  if (waiting.length > 0)
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
