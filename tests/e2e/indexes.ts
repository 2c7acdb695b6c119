import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Clients } from './clients.ts';

const Index = z.looseObject({ IndexName: z.string() });
const Table = z.object({
  Type: z.literal('AWS::DynamoDB::Table'),
  Properties: z.object({
    TableName: z.string(),
    KeySchema: z.json(),
    GlobalSecondaryIndexes: z.array(Index).default([]),
  }),
});
const Template = z.object({ Resources: z.record(z.string(), z.unknown()) });
export type Template = z.infer<typeof Template>;

export const templateOf = async (aws: Clients, stage: string): Promise<Template> => {
  const { TemplateBody = '' } = await aws.stacks.send(
    new GetTemplateCommand({ StackName: `flavours-error-webhook-${stage}` }),
  );
  return Template.parse(JSON.parse(TemplateBody));
};

const tablesOf = ({ Resources }: Template) =>
  Object.entries(Resources).flatMap(([name, resource]) => {
    const { data } = Table.safeParse(resource);
    return data ? [{ name, ...data.Properties }] : [];
  });

/**
 * What AWS would refuse in an update, or do by throwing items away, and the emulator does not: another name or key replaces a
 * table, and one update makes or deletes one index at most.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html
 */
export const indexChanges = (before: Template, after: Template): string[] => {
  const later = new Map(tablesOf(after).map((table) => [table.name, table]));
  return tablesOf(before).flatMap((table) => {
    const now = later.get(table.name);
    if (now === undefined) return [`${table.name} is no longer in the template`];
    const replaced = (['TableName', 'KeySchema'] as const)
      .filter((field) => JSON.stringify(table[field]) !== JSON.stringify(now[field]))
      .map((field) => `${table.name}: another ${field}`);
    const [was, is] = [textsOf(table.GlobalSecondaryIndexes), textsOf(now.GlobalSecondaryIndexes)];
    const changed = [...was.filter((one) => !is.includes(one)), ...is.filter((one) => !was.includes(one))];
    return [...replaced, ...(changed.length > 1 ? [`${table.name}: ${changed.join(' / ')}`] : [])];
  });
};

const textsOf = (indexes: readonly z.infer<typeof Index>[]): string[] =>
  indexes.map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => a.localeCompare(b))));
