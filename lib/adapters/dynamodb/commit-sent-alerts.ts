import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Told } from '../../domain/incidents/last-sent.ts';
import type { Alert } from '../../domain/incidents/sent-alert.ts';
import { type Store, toItem } from './store.ts';
import { cancellationOf } from './transaction-error.ts';

/** Incidents per transaction: each has its own write and its entry in `timeline`, and a transaction holds 100. */
export const MARK_LIMIT = 45;

/**
 * What was sent about one incident, as it was rendered. `listName` only if nothing is due for it any more, as it was
 * read.
 */
export type Mark = { incident: Incident; told: Told; shelf?: string | undefined; alert: Alert };

export type MarkOutcome =
  | { kind: 'marked' }
  | { kind: 'contended' }
  /** Something else was sent about these since, or those that were to be archived are no longer as they were read. */
  | { kind: 'refused'; refused: ReadonlySet<Mark> };

/** Records what SNS accepted, if nothing else was sent about these incidents since they were read. */
export const commitMarks = async (store: Store, marks: readonly Mark[]): Promise<MarkOutcome> => {
  const items = [
    ...marks.map((mark) => incidentMark(store.tables.incidents, mark)),
    ...marks.map(({ alert }) => ({ Put: { TableName: store.tables.alerts, Item: toItem(alert) } })),
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

const toldUnchanged = 'told.times = :times';
const neverTold = 'attribute_exists(endpointKey) AND attribute_not_exists(told)';

const incidentMark = (table: string, { incident, told, shelf }: Mark): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem({ endpointKey: incident.endpointKey, number: incident.number }),
    UpdateExpression: `SET told = :told, version = version + :one${shelf ? ', shelf = :shelf' : ''}`,
    ConditionExpression: `${incident.told ? toldUnchanged : neverTold}${shelf ? ' AND version = :version' : ''}`,
    ExpressionAttributeValues: toItem({
      ':told': told,
      ':one': 1,
      ':shelf': shelf,
      ':times': incident.told?.times,
      ':version': shelf ? incident.version : undefined,
    }),
  },
});
