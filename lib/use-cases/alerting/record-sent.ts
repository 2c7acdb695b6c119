import { commitMarks, MARK_LIMIT, type Mark } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { backOff, type Work } from '../runtime/run-context.ts';

const ATTEMPTS = 8;

/** Records what SNS accepted. What cannot be recorded stays due and is sent again: better twice than never. */
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
    work.log.error('sent, but not recorded: it will be sent again', { incidents: waiting.length });
};

/**
 * Notifications that were counted meanwhile are still due, so the incident stays on the open list. If it was to stay
 * there anyway, somebody else has sent the alert.
 */
const onTheOpenShelf = (work: Work, { shelf, ...mark }: Mark): Mark[] => {
  if (shelf !== undefined) return [mark];
  work.log.warn('already sent by somebody else', { incidentId: mark.incident.incidentId });
  return [];
};
