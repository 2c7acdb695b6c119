import { askWebhook } from '../../adapters/doctor/ask-webhook.ts';
import { readAlarms } from '../../adapters/doctor/read-alarms.ts';
import { readConcurrency, readFunction, readMapping } from '../../adapters/doctor/read-functions.ts';
import { readDenials } from '../../adapters/doctor/read-roles.ts';
import { readSchedule } from '../../adapters/doctor/read-schedules.ts';
import { readClockSkew } from '../../adapters/doctor/read-stack.ts';
import { readSubscriptions } from '../../adapters/doctor/read-subscriptions.ts';
import { readStreamArn, readTable } from '../../adapters/doctor/read-tables.ts';
import { clockFindings, quotaFindings } from '../../domain/doctor/account-findings.ts';
import { alarmFindings } from '../../domain/doctor/alarm-findings.ts';
import { type DeployedStack, nameOf, resourcesOf, textOf } from '../../domain/doctor/deployed-stack.ts';
import { bySeverity, type Finding } from '../../domain/doctor/finding.ts';
import { functionFindings } from '../../domain/doctor/function-findings.ts';
import { uncheckedBecause } from '../../domain/doctor/refusal.ts';
import { grantsOf, roleFindings } from '../../domain/doctor/role-findings.ts';
import { scheduleFindings } from '../../domain/doctor/schedule-findings.ts';
import { stackFindings } from '../../domain/doctor/stack-findings.ts';
import { streamFindings } from '../../domain/doctor/stream-findings.ts';
import { subscriptionFindings, topicsOf } from '../../domain/doctor/subscription-findings.ts';
import { tableFindings } from '../../domain/doctor/table-findings.ts';
import { webhookFindings } from '../../domain/doctor/webhook-findings.ts';
import type { Examination, NamedCheck } from './examination.ts';
import { examineSecrets } from './examine-secrets.ts';
import { smsChecks } from './examine-sms.ts';
import { examineTestAlert } from './examine-test-alert.ts';

/**
 * Makes all checks that need nothing but AWS, and those of the caller. A check that fails is a finding of its own, and holds
 * up no other.
 */
export const examine = async (
  examination: Examination,
  others: readonly NamedCheck[] = [],
): Promise<Finding[]> => {
  const made = await Promise.all(
    [...stackChecks(examination), ...smsChecks(examination), ...others].map(async ([name, make]) => {
      try {
        return await make();
      } catch (error) {
        return [uncheckedBecause(name, error)];
      }
    }),
  );
  return bySeverity(made.flat());
};

const stackChecks = (examination: Examination): NamedCheck[] => {
  const { clients, stack, now } = examination;
  return [
    ['stack', async () => stackFindings(stack)],
    [
      'subscriptions',
      async () => {
        const live = await Promise.all(topicsOf(stack).map((topic) => readSubscriptions(clients, topic)));
        return subscriptionFindings(stack, live.flat());
      },
    ],
    ['roles', () => examineRoles(examination)],
    [
      'functions',
      async () => {
        const names = namesOf(stack, 'AWS::Lambda::Function');
        return functionFindings(stack, await Promise.all(names.map((name) => readFunction(clients, name))));
      },
    ],
    [
      'tables',
      () =>
        ofEach(resourcesOf(stack, 'AWS::DynamoDB::Table'), async (table) =>
          tableFindings(stack, table, await readTable(clients, nameOf(table))),
        ),
    ],
    ['stream', () => examineStream(examination)],
    [
      'schedules',
      () =>
        ofEach(resourcesOf(stack, 'AWS::Events::Rule'), async (rule) =>
          scheduleFindings(stack, rule, await readSchedule(clients, nameOf(rule))),
        ),
    ],
    ['secrets', () => examineSecrets(examination)],
    [
      'alarms',
      async () => alarmFindings(stack, await readAlarms(clients, namesOf(stack, 'AWS::CloudWatch::Alarm'))),
    ],
    ['quotas', async () => quotaFindings(stack, await readConcurrency(clients))],
    ['clock', async () => clockFindings(await readClockSkew(clients, stack.name, now))],
    ['webhook', () => examineWebhook(stack)],
    ['test-alert', () => examineTestAlert(examination)],
  ];
};

/** The stack with the ARNs of its streams, which end with the time at which each was switched on. */
const withStreams = async ({ clients, stack }: Examination): Promise<DeployedStack> => {
  const attributes: Record<string, string> = {};
  for (const table of resourcesOf(stack, 'AWS::DynamoDB::Table')) {
    if (table.properties['StreamSpecification'] === undefined) continue;
    const arn = await readStreamArn(clients, nameOf(table));
    if (arn !== undefined) attributes[`${table.logicalId}.StreamArn`] = arn;
  }
  return { ...stack, attributes };
};

const examineRoles = async (examination: Examination): Promise<Finding[]> => {
  const grants = grantsOf(await withStreams(examination));
  return roleFindings(examination.stack, await readDenials(examination.clients, grants));
};

const examineStream = async (examination: Examination): Promise<Finding[]> => {
  const { clients, stack } = examination;
  const now = await withStreams(examination);
  return ofEach(resourcesOf(stack, 'AWS::Lambda::EventSourceMapping'), async (mapping) => {
    const id = nameOf(mapping);
    const stream = textOf(now, mapping.properties['EventSourceArn']);
    return streamFindings(stack, id, await readMapping(clients, id), stream);
  });
};

const namesOf = (stack: DeployedStack, type: string): string[] => resourcesOf(stack, type).map(nameOf);

/** One after the other: nobody waits for it, and AWS throttles who asks much at once. */
const ofEach = async <Item>(
  items: readonly Item[],
  findingsOf: (item: Item) => Promise<Finding[]>,
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const item of items) findings.push(...(await findingsOf(item)));
  return findings;
};

const examineWebhook = async (stack: DeployedStack): Promise<Finding[]> => {
  const base = stack.outputs['HttpApiUrl'];
  if (base === undefined) throw new Error('the stack has no output HttpApiUrl');
  const url = `${base}/hooks/doctor/nobody-was-given-this-token`;
  const [get, wrongToken] = await Promise.all([askWebhook(url, 'GET'), askWebhook(url, 'POST')]);
  return webhookFindings(stack, url, { get, wrongToken });
};
