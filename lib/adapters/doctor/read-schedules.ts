import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { LiveSchedule } from '../../domain/doctor/schedule-findings.ts';
import { type DoctorClients, unlessMissing } from './doctor-clients.ts';

const Rule = z.object({ State: z.string().optional(), ScheduleExpression: z.string().optional() });
const Targets = z.object({ Targets: z.array(z.object({ Arn: z.string() })).default([]) });

/** A schedule as EventBridge has it. */
export const readSchedule = async (
  { rules }: DoctorClients,
  name: string,
): Promise<LiveSchedule | undefined> => {
  const found = await unlessMissing(() => rules.send(new DescribeRuleCommand({ Name: name })));
  if (!found) return undefined;
  const { State, ScheduleExpression } = Rule.parse(found);
  const { Targets: targets } = Targets.parse(await rules.send(new ListTargetsByRuleCommand({ Rule: name })));
  return { state: State, expression: ScheduleExpression, targets: targets.map(({ Arn }) => Arn) };
};
