import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** Why one item of a cancelled transaction was refused; `fine` if it was not the cause. */
export type WriteRefusal = 'fine' | 'condition' | 'contention' | 'fault';

const REFUSALS: Record<string, WriteRefusal> = {
  None: 'fine',
  ConditionalCheckFailed: 'condition',
  TransactionConflict: 'contention',
  ThrottlingError: 'contention',
  ProvisionedThroughputExceeded: 'contention',
};

const CONTENTION = new Set(['TransactionInProgressException', 'TransactionConflictException']);

/** A transaction's outcome in the order of its items: read one by one, since each reason means something else. */
export type Cancelled = { refusals: WriteRefusal[]; error: unknown };

/** The reasons in a failed TransactWriteItems. Anything but a cancellation or contention is thrown again. */
export const cancellationOf = (error: unknown, items: number): Cancelled => {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    return {
      refusals: Array.from(
        { length: items },
        (_, index) => REFUSALS[reasons[index]?.Code ?? 'None'] ?? 'fault',
      ),
      error,
    };
  }
  if (error instanceof Error && CONTENTION.has(error.name)) {
    return { refusals: Array.from({ length: items }, () => 'contention' as const), error };
  }
  throw error;
};
