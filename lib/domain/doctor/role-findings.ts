import * as z from 'zod';
import { arnOf, type DeployedStack, deployCommand, nameOf, resourcesOf, textOf } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** What a role is to be allowed by the template: some actions on one resource. `isConditional`: only under conditions. */
export type Grant = {
  role: string;
  roleArn: string;
  actions: readonly string[];
  resource: string;
  isConditional: boolean;
};

/** What IAM says that a role may not do. */
export type Denial = { role: string; action: string; resource: string; decision: string };

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((value) => [value])]);
const Statement = z.object({
  Effect: z.string(),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.json()),
  Condition: z.json().optional(),
});
const Policies = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }));

const STREAM = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('StreamArn')]) });

/** All that the deployed template allows: the tests hold that to be exactly what the functions call. */
export const grantsOf = (stack: DeployedStack): Grant[] =>
  resourcesOf(stack, 'AWS::IAM::Role').flatMap((role) =>
    Policies.parse(role.properties['Policies'] ?? [])
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action: actions, Resource, Condition }) =>
        Resource.flatMap((written) => {
          const resource = resourceIn(stack, role.logicalId, written);
          if (resource === undefined) return [];
          const isConditional = Condition !== undefined;
          return [{ role: nameOf(role), roleArn: arnOf(stack, role), actions, resource, isConditional }];
        }),
      ),
  );

/** Never silently left out: what cannot be told throws. A stream that is off, and has no ARN, is a finding of its table. */
const resourceIn = (
  stack: DeployedStack,
  role: string,
  written: z.core.util.JSONType,
): string | undefined => {
  const resource = textOf(stack, written);
  if (resource === undefined && !STREAM.safeParse(written).success)
    throw new Error(`${role}: ${JSON.stringify(written)} cannot be told from the template`);
  return resource;
};

/** One finding for each role, with all that it may not do any more. */
export const roleFindings = (stack: DeployedStack, denials: readonly Denial[]): Finding[] =>
  [...new Set(denials.map(({ role }) => role))].map((role) => {
    const missing = denials
      .filter((denial) => denial.role === role)
      .map(({ action, resource, decision }) => `${action} on ${resource} (${decision})`);
    return finding('roles', {
      subject: role,
      severity: 'critical',
      what: `The role ${role} may not do what its function does: ${missing.join(', ')}.`,
      mend: `${deployCommand(stack)} (changes nothing where the template is unchanged: then take back what was changed by hand, aws iam list-role-policies --role-name ${role}; a denial by explicitDeny is a policy, a boundary or an organisation's)`,
    });
  });
