import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { Denial, Grant } from '../../domain/doctor/role-findings.ts';
import type { DoctorClients } from './doctor-clients.ts';

const Simulated = z.object({
  EvaluationResults: z.array(z.object({ EvalActionName: z.string(), EvalDecision: z.string() })),
});

/**
 * Asks IAM what each role may not do of what it was granted. IAM counts policies, boundaries and the rules of the organisation;
 * not the policies of the resources, nor conditions on a request: a grant under conditions is judged as one that holds.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const readDenials = async ({ roles }: DoctorClients, grants: readonly Grant[]): Promise<Denial[]> => {
  const denials: Denial[] = [];
  // One after the other: IAM has one slow queue for an account, and nobody waits for this.
  for (const { role, roleArn, actions, resource, isConditional } of grants) {
    const answer = Simulated.parse(
      await roles.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: roleArn,
          ActionNames: [...actions],
          ResourceArns: [resource],
        }),
      ),
    );
    for (const { EvalActionName: action, EvalDecision: decision } of answer.EvaluationResults) {
      const isUnknown = isConditional && decision === 'implicitDeny';
      if (decision !== 'allowed' && !isUnknown) denials.push({ role, action, resource, decision });
    }
  }
  return denials;
};
