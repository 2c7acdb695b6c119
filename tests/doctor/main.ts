import { doctorTestCommand } from '../../cli/commands/for-tests.ts';
import { run } from '../../cli/commands/run.ts';
import { check, summarise, timed } from '../e2e/report.ts';
import { checkDaily } from './daily.ts';
import type { Fault } from './fault.ts';
import { ALARM_FAULTS } from './faults/alarms.ts';
import { COMPUTE_FAULTS } from './faults/compute.ts';
import { FILE_FAULTS } from './faults/file.ts';
import { REFUSED_FAULTS } from './faults/refused.ts';
import { SMS_FAULTS } from './faults/sms.ts';
import { SUBSCRIPTION_FAULTS } from './faults/subscriptions.ts';
import { TABLE_FAULTS } from './faults/tables.ts';
import { WEBHOOK_FAULTS } from './faults/webhook.ts';
import { type Examined, type World, withWorld } from './world.ts';

const FAULTS: readonly Fault[] = [
  ...SUBSCRIPTION_FAULTS,
  ...SMS_FAULTS,
  ...TABLE_FAULTS,
  ...COMPUTE_FAULTS,
  ...ALARM_FAULTS,
  ...WEBHOOK_FAULTS,
  ...FILE_FAULTS,
  ...REFUSED_FAULTS,
];

const told = ({ findings }: Examined) =>
  findings.map(({ check: name, subject, what }) => [name, subject, what]);

/** Plants one fault, asks doctor, and takes it out again. */
const examineFault = async (world: World, fault: Fault): Promise<void> => {
  const undo = await fault.plant(world);
  const seen = await world.doctor(fault.environment ? { environment: fault.environment } : {});
  await undo();
  const isNamed = fault.finds.every((one) =>
    seen.findings.some(
      (found) =>
        found.check === one.check &&
        one.subject.test(found.subject) &&
        one.what.test(found.what) &&
        one.mend.test(found.mend),
    ),
  );
  check(`${fault.name}: named, with its mend`, isNamed, seen);
  check('… and nothing else', seen.findings.length === fault.finds.length, told(seen));
  check('… and the exit code says so', seen.code === (fault.exitCode ?? 1), seen.ran);
};

const story = async (world: World, faults: readonly Fault[]): Promise<void> => {
  const first = await timed('doctor', () => world.doctor());
  check(
    'on a fresh stack only the test alert is missing',
    first.code === 1 && first.findings.length === 1 && first.findings[0]?.check === 'test-alert',
    first,
  );
  // The emulator has no figures of SNS to wait for.
  const alert = await timed('npm run test-alert', () =>
    world.npm('test-alert', '--', '--stage', 'prod', '--no-wait'),
  );
  check('its mend is a command that works', alert.code === 0, alert);
  const healthy = await world.doctor();
  check('then there is nothing to find', healthy.findings.length === 0 && healthy.code === 0, healthy);

  for (const fault of faults) await examineFault(world, fault);

  const mended = await world.doctor();
  check('all mended: nothing is found', mended.findings.length === 0 && mended.code === 0, mended);
  const elsewhere = await world.doctor({ args: ['--region', 'eu-west-1'] });
  check(
    'where there is no such stack, it says so in a line, with exit code 2',
    elsewhere.code === 2 && elsewhere.ran.stderr.trim().split('\n').length === 1,
    elsewhere.ran,
  );
  await checkDaily(world);
};

run(doctorTestCommand(), async (_, only: string[]) => {
  const faults = FAULTS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  await withWorld(process.cwd(), (world) => story(world, faults));
  process.stdout.write(`${faults.length} faults\n`);
  summarise();
});
