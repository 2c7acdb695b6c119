import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { coldBenchCommand } from '../../cli/commands/for-developers.ts';
import { run } from '../../cli/commands/run.ts';
import { StartError } from '../../local/support/errors.ts';
import { installRuntime } from '../../tests/lambda-runtime/node-runtime.ts';
import { writeReport } from './report.ts';
import { canHoldOne, type Place, type Sample, type Subject, takeSample } from './sample.ts';
import { startServices } from './services.ts';
import { SECRET, subjects } from './subjects.ts';

const ROOT = join(__dirname, '../..');
const CACHE = join(ROOT, '.venv/cold');
const WARM = 60;
/** What a function of 512 MB has of a core: 1,769 MB have one. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const SHARE = 0.3;

/** Peers' packages, below .venv. */
const installPeers = async (): Promise<string> => {
  const modules = join(CACHE, 'node_modules');
  mkdirSync(CACHE, { recursive: true });
  copyFileSync(join(__dirname, 'package.json'), join(CACHE, 'package.json'));
  if (!existsSync(modules))
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: CACHE,
    });
  // Its part in C++, which preload.cjs stands in for.
  writeFileSync(join(modules, 'aws-lambda-ric/rapid-client.node'), '');
  return modules;
};

const main = async ({ rounds }: { rounds: number }): Promise<void> => {
  if (!existsSync(join(ROOT, '.serverless/receive.zip')))
    throw new StartError('nothing is packaged; run npx serverless package --stage prod first');
  const packages = await installPeers();
  const node = await installRuntime(join(ROOT, '.venv'));
  const all = await subjects(mkdtempSync(join(tmpdir(), 'cold-')), packages);
  const services = await startServices();
  const place: Place = {
    node,
    client: join(packages, 'aws-lambda-ric'),
    environment: environmentAt(services.url, packages),
  };
  const samples = new Map<Subject, Sample[]>(all.map((subject) => [subject, []]));
  const held = new Map<Subject, number[]>(all.map((subject) => [subject, []]));
  const measure = async (subject: Subject): Promise<void> => {
    const before = services.stored.size;
    const sample = await takeSample(subject, place, WARM);
    const ids = services.stored.size - before;
    if (subject.stores && ids !== WARM + 1)
      throw new Error(`${subject.name}: stored ${ids} of ${WARM + 1} notifications`);
    samples.get(subject)?.push({ ...sample, ids });
    if (canHoldOne()) held.get(subject)?.push((await takeSample(subject, place, 0, SHARE)).firstMs);
  };
  try {
    for (const subject of all) await takeSample(subject, place, 0); // the first reads the disk
    // Forth and back, so that nobody is always before or behind the same one.
    for (let round = 0; round < rounds; round++) {
      for (const subject of round % 2 === 0 ? all : all.toReversed()) await measure(subject);
      process.stdout.write(`round ${round + 1} of ${rounds}\n`);
    }
  } finally {
    services.stop();
  }
  const where = `Node 24, ${cpus()[0]?.model ?? 'an unknown processor'}, ${rounds} rounds`;
  process.stdout.write(`${writeReport(ROOT, samples, held, where, SHARE)}\n`);
};

const environmentAt = (url: string, packages: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_PATH: packages,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_ENDPOINT_URL: url,
  TABLE_PREFIX: 'flavours-error-webhook-bench',
  SERVICE_NAME: 'bench',
  METRICS_NAMESPACE: 'bench',
  LOG_LEVEL: 'INFO',
  WEBHOOK_SECRET: SECRET,
  LINK_SECRET: SECRET,
  CONSOLE_URL: 'https://console.example',
  TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:t',
  ONCALL_FILE: '.build/oncall.json',
});

run(coldBenchCommand(), main);
