import { awsCommand, type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** A function as Lambda has it; undefined fields where Lambda says nothing. */
export type LiveFunction = {
  name: string;
  isThere: boolean;
  state: string | undefined;
  lastUpdate: string | undefined;
  reservedConcurrency: number | undefined;
};

/** Functions that cannot run. */
export const functionFindings = (stack: DeployedStack, functions: readonly LiveFunction[]): Finding[] =>
  functions.flatMap(({ name, isThere, state, lastUpdate, reservedConcurrency }) => {
    const isReceiving = name.endsWith('-receive');
    if (!isThere)
      return [
        finding('functions', {
          subject: name,
          severity: 'critical',
          what: `The function ${name} is not there.`,
          mend: deployCommand(stack),
        }),
      ];
    if (reservedConcurrency === 0)
      return [
        finding('functions', {
          subject: name,
          severity: 'critical',
          what: `The function ${name} is switched off: its reserved concurrency is 0.${isReceiving ? ' Each notification is lost.' : ''}`,
          mend: awsCommand(stack, `lambda delete-function-concurrency --function-name ${name}`),
        }),
      ];
    if (lastUpdate === 'Failed' || (state !== undefined && !['Active', 'Inactive'].includes(state)))
      return [
        finding('functions', {
          subject: name,
          severity: 'critical',
          what: `The function ${name} is in the state ${state ?? 'unknown'}; its last update: ${lastUpdate ?? 'unknown'}.`,
          mend: `${awsCommand(stack, `lambda get-function-configuration --function-name ${name}`)} says why; then ${deployCommand(stack)}`,
        }),
      ];
    return [];
  });
