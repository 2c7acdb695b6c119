import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Analyser } from './finding.ts';
import { outputOf } from './output-of.ts';

/** Beside the project: aws-cdk-lib weighs 190 MB, which no `npm ci` should load. */
const INSTALLED = join(__dirname, '../../.build/cdk-nag');
const MANIFEST = JSON.stringify({
  private: true,
  dependencies: { 'aws-cdk-lib': '2.276.0', 'cdk-nag': '3.0.2', constructs: '10.5.1' },
});

const install = (): void => {
  const manifest = join(INSTALLED, 'package.json');
  const done = join(INSTALLED, 'installed.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === MANIFEST) return;
  mkdirSync(INSTALLED, { recursive: true });
  writeFileSync(manifest, MANIFEST);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--prefix', INSTALLED];
  execFileSync('npm', ['install', ...options], { stdio: ['ignore', 2, 2] });
  writeFileSync(done, MANIFEST);
};

const Report = z.object({
  pluginReports: z
    .array(
      z.object({
        violations: z.array(
          z.object({
            ruleName: z.string(),
            description: z.string(),
            violatingConstructs: z.array(z.object({ constructPath: z.string() })),
          }),
        ),
      }),
    )
    .length(2),
});

/** cdk-nag's packs AwsSolutions and Serverless. */
export const runCdkNag: Analyser = async (file) => {
  install();
  const packs = join(__dirname, 'cdk-nag-packs.cjs');
  const { pluginReports } = Report.parse(
    JSON.parse(await outputOf(process.execPath, [packs, INSTALLED, file])),
  );
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({
        rule: `cdk-nag ${ruleName}`,
        resource: constructPath.split('/').at(-1) ?? constructPath, // Stack/Template/ReceiveLambdaFunction
        says: description,
      })),
    ),
  );
};
