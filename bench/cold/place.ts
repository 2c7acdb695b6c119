import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { installRuntime } from '../../tests/lambda-runtime/node-runtime.ts';
import { SECRET } from './events.ts';
import type { Place } from './function.ts';

const CACHE = join(__dirname, '../../.venv');
const SDK = '@aws-sdk/client-dynamodb';

const Manifest = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/** Installs what a package.json names, unless it is there; its node_modules. */
const install = async (name: string, dependencies: Record<string, string>): Promise<string> => {
  const folder = join(CACHE, name);
  const modules = join(folder, 'node_modules');
  const manifest = JSON.stringify({ private: true, dependencies }, null, 2);
  const file = join(folder, 'package.json');
  if (existsSync(modules) && existsSync(file) && readFileSync(file, 'utf8') === manifest) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--no-package-lock'];
  await promisify(execFile)('npm', args, { cwd: folder });
  return modules;
};

/** What functions are started with: Lambda's Node and its runtime client, and the SDK where Lambda's image has it. */
export const preparePlace = async (url: string): Promise<{ place: Place; packages: string; sdk: string }> => {
  const { dependencies } = Manifest.parse(JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8')));
  const packages = await install('cold', dependencies);
  // Its part in C++, which preload.cjs stands in for.
  writeFileSync(join(packages, 'aws-lambda-ric/rapid-client.node'), '');
  const sdk = await install('cold-sdk', { [SDK]: dependencies[SDK] ?? '' });
  const node = await installRuntime(CACHE);
  return {
    packages,
    sdk,
    place: { node, client: join(packages, 'aws-lambda-ric'), environment: environmentAt(url, sdk) },
  };
};

const environmentAt = (url: string, sdk: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  // As Lambda's image: a layer's folder, which is not there, and that of the runtime.
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  NODE_PATH: `/opt/nodejs/node_modules:${sdk}`,
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
