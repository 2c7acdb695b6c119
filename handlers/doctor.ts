import { randomUUID } from 'node:crypto';
import { doctorClients, doctorConfig } from '../lib/adapters/config/doctor-config.ts';
import { readStack } from '../lib/adapters/doctor/read-stack.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { examine } from '../lib/use-cases/doctor/examine.ts';
import { reportDaily } from '../lib/use-cases/doctor/report-daily.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';

const { contextFor } = bootstrap();
const { stackName, alarmsTopicArn } = doctorConfig();
const clients = doctorClients();

/** Each day: looks at the whole stack, and tells people what is worse than it was. */
export const handler = async (_event: unknown, context: LambdaClock): Promise<void> => {
  const run = contextFor(context);
  const stack = await readStack(clients, stackName, run.place.stage);
  const findings = await examine({
    clients,
    store: run.store,
    stack,
    now: run.now,
    senderId: run.oncall.senderId,
  });
  const alarms = { client: run.topic.client, arn: alarmsTopicArn };
  for (const { check, severity, what } of findings)
    if (severity === 'unchecked') log.warn('a check could not be made', { check, what });
  const reported = await reportDaily(run, alarms, findings, randomUUID());
  // Subjects may be contacts, which no line of a log contains.
  log.info('examined', { ...reported, checks: [...new Set(findings.map(({ check }) => check))] });
};
