import * as z from 'zod';
import type { DeployedResource } from './deployed-stack.ts';

const TYPE = 'AWS::DynamoDB::Table';
const Protected = z.looseObject({
  Type: z.literal(TYPE),
  Properties: z.looseObject({ DeletionProtectionEnabled: z.literal(true) }),
});

/**
 * Takes the protection from tables that the stack does not have yet, and returns their names. The rollback of a failed
 * deploy must be able to delete what it made, or the next try finds tables of the same names in its way; DynamoDB deletes
 * no protected one. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
 */
export const withholdProtection = (
  resources: Record<string, unknown>,
  deployed: readonly DeployedResource[],
): string[] =>
  Object.keys(resources).filter((name) => {
    const { data } = Protected.safeParse(resources[name]);
    if (!data || deployed.some(({ logicalId, type }) => type === TYPE && logicalId === name)) return false;
    resources[name] = { ...data, Properties: { ...data.Properties, DeletionProtectionEnabled: false } };
    return true;
  });

/** Gives it to them, once they are there. */
export const grantProtection = (resources: Record<string, unknown>, names: readonly string[]): void => {
  for (const name of names) {
    const table = z.looseObject({ Properties: z.looseObject({}) }).parse(resources[name]);
    resources[name] = { ...table, Properties: { ...table.Properties, DeletionProtectionEnabled: true } };
  }
};
