import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiTestCommand } from '../../cli/commands/for-tests.ts';
import { EXIT, run as runCommand } from '../../cli/commands/run.ts';
import { weekAt, weekBefore } from '../../lib/domain/reports/week.ts';
import { readTokenText } from '../../lib/domain/security/api-token.ts';
import { install, VERSION } from './install.ts';
import { startLiveStack } from './live-stack.ts';
import { partsOf } from './parts.ts';
import { run } from './run.ts';
import { addCover, seedData, signedInMaker, startTestAlert } from './seed.ts';

/*
 * Sends generated requests, as the OpenAPI document allows and as it does not, to a local stack of its own, and fails
 * where an answer is not as documented. The seed is the same unless given, so that what guards main does not change by
 * itself; other seeds find other things.
 */
/** Runs of the tool side by side; its own workers race in Hypothesis (a KeyError there, now and then). */
const AT_ONCE = 2;

const WEEKS = { firstDay: 'monday', timeZone: 'UTC' } as const;

/** The name of a week that is over and kept, whatever the hour and the zone. */
const lastWeek = (): string => weekBefore(weekAt(Date.now(), WEEKS), 1, WEEKS).name;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** The stack looks at endpoints while the data is made, and not while they are made up: nothing leaves this machine. */
const tryAll = async (schemathesis: string, dir: string, seed: number): Promise<number> => {
  const startedAt = Date.now();
  const dataDir = join(dir, 'data');
  const first = await startLiveStack(dataDir, 'alone');
  const seeded = await seedData(first).finally(first.stop);
  const stack = await startLiveStack(dataDir, 'off');
  const failed: string[] = [];
  let cases = 0;
  try {
    const make = await signedInMaker(stack);
    const actor = await make.token('act');
    const setting = {
      webhookUrl: stack.webhookUrl,
      actor,
      reader: await make.token('read'),
      seeded: {
        ...seeded,
        testAlertId: await startTestAlert(stack, actor),
        tokenId: readTokenText(await make.token('read'))?.id ?? '',
        coverId: await addCover(stack, actor),
        calendarFile: await make.calendarFile(),
        week: lastWeek(),
      },
    };
    const waiting = partsOf(setting);
    const worker = async (): Promise<void> => {
      for (let part = waiting.shift(); part; part = waiting.shift()) {
        const ran = await run(schemathesis, part, {
          documentUrl: `${stack.url}/openapi.json`,
          parentDir: dir,
          seed,
        });
        cases += ran.cases;
        say(`\n=== Schemathesis on ${part.name}\n${ran.output}`);
        say(`--- ${ran.cases} cases over ${ran.operations} operations`);
        if (!ran.isGood) failed.push(part.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await stack.stop();
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const outcome = failed.length === 0 ? '0 failures' : `failed on ${failed.join('; ')}`;
  say(
    `\nSchemathesis ${VERSION}, all checks, seed ${seed}: ${cases} cases generated, ${outcome}, in ${seconds} s`,
  );
  return failed.length > 0 ? EXIT.failed : EXIT.done;
};

const main = async (_: object, seed: number): Promise<number> => {
  const schemathesis = install();
  const dir = mkdtempSync(join(tmpdir(), 'schemathesis-'));
  return tryAll(schemathesis, dir, seed).finally(() => rmSync(dir, { recursive: true, force: true }));
};

runCommand(apiTestCommand(), main);
