import { awsCommand, type DeployedStack, deployCommand, resourcesOf } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** An alarm as CloudWatch has it. */
export type LiveAlarm = { name: string; mayAct: boolean; state: string | undefined; description: string };

/** Alarms that are gone, that may not ring, or that ring. */
export const alarmFindings = (stack: DeployedStack, live: readonly LiveAlarm[]): Finding[] =>
  resourcesOf(stack, 'AWS::CloudWatch::Alarm').flatMap(({ logicalId, physicalId }) => {
    const alarm = live.find(({ name }) => name === physicalId);
    if (!alarm)
      return [
        finding('alarms', {
          subject: logicalId,
          severity: 'warning',
          what: `The alarm ${logicalId} is not there.`,
          mend: deployCommand(stack),
        }),
      ];
    if (!alarm.mayAct)
      return [
        finding('alarms', {
          subject: logicalId,
          severity: 'warning',
          what: `The alarm ${logicalId} tells nobody when it goes off: its actions are switched off.`,
          mend: awsCommand(stack, `cloudwatch enable-alarm-actions --alarm-names '${alarm.name}'`),
        }),
      ];
    if (alarm.state === 'ALARM')
      return [
        finding('alarms', {
          subject: `${logicalId}: ringing`,
          severity: 'warning',
          what: `The alarm ${logicalId} has gone off. ${alarm.description}`,
          mend: awsCommand(
            stack,
            `cloudwatch describe-alarm-history --alarm-name '${alarm.name}' --max-items 5`,
          ),
        }),
      ];
    return [];
  });
