import * as z from 'zod';
import type { Call } from './call.ts';

const Table = z.looseObject({ TableName: z.string() });
const Transaction = z.looseObject({ TransactItems: z.array(z.record(z.string(), Table)) });
const Batch = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });

const TRANSACTED: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** The name in serverless.yml of what a table is called at runtime: `…-notifications` is `NotificationsTable`. */
const resourceOf = (table: string): string => {
  const name = table.split('-').at(-1) ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Table.Arn`;
};

/** What a role must allow for a call: pairs of resource and action, as the template names them. */
export const actionsOf = ({
  service,
  operation,
  index,
  input,
}: Call): [resource: string, action: string][] => {
  if (service === 'sns') return [['AlertsTopic', `sns:${operation}`]];
  if (operation === 'TransactWriteItems')
    return Transaction.parse(input).TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]): [string, string] => [
        resourceOf(TableName),
        `dynamodb:${TRANSACTED[kind] ?? kind}`,
      ]),
    );
  const action = `dynamodb:${operation}`;
  if (operation.startsWith('Batch'))
    return Object.keys(Batch.parse(input).RequestItems).map((table) => [resourceOf(table), action]);
  const resource = resourceOf(Table.parse(input).TableName);
  return [[index ? `\${${resource}}/index/${index}` : resource, action]];
};
