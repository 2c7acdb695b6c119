import {
  awsCommand,
  type DeployedResource,
  type DeployedStack,
  deployCommand,
  textOf,
} from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** A schedule as EventBridge has it, with the ARNs of what it starts. */
export type LiveSchedule = {
  state: string | undefined;
  expression: string | undefined;
  targets: readonly string[];
};

/** A schedule that is gone, is off, starts nothing, or starts it at other times. */
export const scheduleFindings = (
  stack: DeployedStack,
  { physicalId, logicalId, properties }: DeployedResource,
  live: LiveSchedule | undefined,
): Finding[] => {
  const name = physicalId ?? logicalId;
  const wanted = textOf(stack, properties['ScheduleExpression']);
  const of = (what: string, mend: string) => [
    finding('schedules', { subject: name, severity: 'critical' as const, what, mend }),
  ];
  if (!live) return of(`The schedule ${name} is not there.`, deployCommand(stack));
  if (live.state !== 'ENABLED')
    return of(
      `The schedule ${name} is ${live.state ?? 'in no state'}.`,
      awsCommand(stack, `events enable-rule --name ${name}`),
    );
  if (live.targets.length === 0) return of(`The schedule ${name} starts nothing.`, deployCommand(stack));
  if (live.expression !== wanted)
    return of(
      `The schedule ${name} is ${live.expression ?? 'empty'}, expected ${wanted ?? 'none'}.`,
      awsCommand(stack, `events put-rule --name ${name} --schedule-expression '${wanted ?? ''}'`),
    );
  return [];
};
