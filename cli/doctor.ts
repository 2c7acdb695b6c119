import { tableNames, tablePrefix } from '../lib/adapters/config/table-names.ts';
import { readStack } from '../lib/adapters/doctor/read-stack.ts';
import { readDoctorRecord } from '../lib/adapters/dynamodb/doctor-record.ts';
import type { Finding } from '../lib/domain/doctor/finding.ts';
import { dailyFindings } from '../lib/domain/doctor/time-findings.ts';
import { examine } from '../lib/use-cases/doctor/examine.ts';
import { StartError } from '../local/support/errors.ts';
import { doctorCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';
import { clientsFor } from './doctor/clients.ts';
import { examineFile, examineSharedFate, readOncallFile } from './doctor/oncall-file.ts';
import { LOCAL, say } from './stage.ts';

type Options = { stage: string; region?: string | undefined; json?: true | undefined };

/** 2 if all that is wrong is that something could not be looked at. */
const codeOf = (findings: readonly Finding[]): number => {
  if (findings.length === 0) return EXIT.done;
  return findings.some(({ severity }) => severity !== 'unchecked') ? EXIT.failed : EXIT.wrongUse;
};

const print = (findings: readonly Finding[], stack: string): void => {
  for (const { check, severity, what, why, mend } of findings)
    say(`${severity.padEnd(9)} ${check}: ${what}\n          Why: ${why}\n          Mend: ${mend}\n`);
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  say(findings.length === 0 ? `${stack}: nothing found.` : `${stack}: ${count}.`);
};

const examineStage = async (stage: string, region: string | undefined) => {
  const clients = clientsFor(stage, region);
  const name = tablePrefix(stage);
  const stack = await readStack(clients, name, stage).catch((error: unknown) => {
    // Nothing at all can be looked at: no credentials, no such stack, or no right to see it.
    throw new StartError(`${name}: cannot be looked at: ${error instanceof Error ? error.message : error}`);
  });
  const store = { client: clients.tables, tables: tableNames(name) };
  const now = () => new Date();
  const reading = readOncallFile(stack.region);
  reading.catch(() => undefined); // each check that needs it says what is wrong
  const senderId = (await reading.catch(() => undefined))?.runtime?.senderId;
  const findings = await examine({ clients, store, stack, now, senderId }, [
    ['daily', async () => dailyFindings(stack, (await readDoctorRecord(store))?.at, now())],
    ['oncall-file', () => examineFile(clients, stack, () => reading)],
    ['shared-fate', () => examineSharedFate(stack, () => reading)],
  ]);
  return { stack, findings };
};

const main = async ({ stage, region, json }: Options): Promise<number> => {
  if (stage === LOCAL) throw new StartError('npm run doctor looks at a deployed stack: expected --stage');
  const { stack, findings } = await examineStage(stage, region);
  if (json)
    say(JSON.stringify({ stage, region: stack.region, at: new Date().toISOString(), findings }, null, 2));
  else print(findings, stack.name);
  return codeOf(findings);
};

run(doctorCommand(), main);
