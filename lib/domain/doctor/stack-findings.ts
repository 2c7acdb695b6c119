import { awsCommand, type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

const WELL = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']);

/** Whether the last deploy came to its end. */
export const stackFindings = (stack: DeployedStack): Finding[] => {
  const { name, status } = stack;
  if (WELL.has(status)) return [];
  const isStuck = status.endsWith('_FAILED');
  return [
    finding('stack', {
      subject: name,
      severity: isStuck ? 'critical' : 'warning',
      what: `The stack is in the state ${status}.`,
      mend:
        status === 'UPDATE_ROLLBACK_FAILED'
          ? awsCommand(stack, `cloudformation continue-update-rollback --stack-name ${name}`)
          : `${awsCommand(stack, `cloudformation describe-stack-events --stack-name ${name} --max-items 20`)} says why; then ${deployCommand(stack)}`,
    }),
  ];
};
