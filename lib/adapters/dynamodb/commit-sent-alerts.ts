import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { LastSent } from '../../domain/incidents/last-sent.ts';
import type { SentAlert } from '../../domain/incidents/sent-alert.ts';
import { type Store, toItem } from './store.ts';
import { cancellationOf } from './transaction-error.ts';

/** Incidents per transaction: each has its own write and its entry in `timeline`, and a transaction holds 100. */
export const MARK_LIMIT = 45;

/**
 * What was sent about one incident, as it was rendered. `listName` only if nothing is due for it any more, as it was
 * read.
 */
export type Mark = {
  incident: Incident;
  lastSent: LastSent;
  listName?: string | undefined;
  alert: SentAlert;
};

export type MarkOutcome =
  | { kind: 'marked' }
  | { kind: 'contended' }
  /** Something else was sent about these since, or those that were to be archived are no longer as they were read. */
  | { kind: 'refused'; refused: ReadonlySet<Mark> };

/** Records what SNS accepted, if nothing else was sent about these incidents since they were read. */
export const commitMarks = async (store: Store, marks: readonly Mark[]): Promise<MarkOutcome> => {
  const items = [
    ...marks.map((mark) => incidentMark(store.tables.incidents, mark)),
    ...marks.map(({ alert }) => ({ Put: { TableName: store.tables.timeline, Item: toItem(alert) } })),
  ];
  try {
    await store.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return { kind: 'marked' };
  } catch (error) {
    const { refusals } = cancellationOf(error, items.length);
    if (refusals.includes('fault')) throw error;
    const refused = new Set(marks.filter((_, index) => refusals[index] === 'condition'));
    return refused.size > 0 ? { kind: 'refused', refused } : { kind: 'contended' };
  }
};

const lastSentUnchanged = 'lastSent.revision = :revision';
const neverSent = 'attribute_exists(endpointKey) AND attribute_not_exists(lastSent)';

const incidentMark = (table: string, { incident, lastSent, listName }: Mark): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem({ endpointKey: incident.endpointKey, number: incident.number }),
    UpdateExpression: `SET lastSent = :lastSent, version = version + :one${listName ? ', listName = :listName' : ''}`,
    ConditionExpression: `${incident.lastSent ? lastSentUnchanged : neverSent}${listName ? ' AND version = :version' : ''}`,
    ExpressionAttributeValues: toItem({
      ':lastSent': lastSent,
      ':one': 1,
      ':listName': listName,
      ':revision': incident.lastSent?.revision,
      ':version': listName ? incident.version : undefined,
    }),
  },
});
