import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { documents, textOf } from './documents.ts';

const ROOT = join(__dirname, '../..');
const Step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() });
const Permissions = z.record(z.string(), z.string());
const Workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.int(),
      permissions: Permissions.optional(),
      environment: z.string().optional(),
      steps: z.array(Step),
    }),
  ),
});
const { scripts, engines } = z
  .object({ scripts: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(textOf('package.json')));
const workflows = documents(/^\.github\/workflows\/.+\.yml$/).map(
  ({ path, text }) => [path, Workflow.parse(parse(text)), text] as const,
);
const stepsOf = ({ jobs }: z.infer<typeof Workflow>) => Object.values(jobs).flatMap(({ steps }) => steps);

test('there are workflows', () => {
  expect(workflows.map(([path]) => path)).toEqual([
    '.github/workflows/ci.yml',
    '.github/workflows/deploy.yml',
  ]);
});

describe.each(workflows)('%s', (_, workflow, text) => {
  const runs = stepsOf(workflow).flatMap(({ run }) => run ?? []);

  test('calls only scripts that exist', () => {
    const called = runs.flatMap((line) =>
      [...line.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
        ([, script, short]) => script ?? short,
      ),
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((script) => !Object.hasOwn(scripts, script ?? ''))).toEqual([]);
  });

  test('uses actions by the commit, with its version beside it: a tag can be moved', () => {
    const lines = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read the repository and nothing else, except where it asks AWS for a role', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { permissions, steps } of Object.values(workflow.jobs)) {
      const isForAws = steps.some(({ uses }) => uses?.startsWith('aws-actions/'));
      expect(permissions).toEqual(isForAws ? { contents: 'read', 'id-token': 'write' } : undefined);
    }
  });

  test('puts nothing that a stranger wrote into a shell, and runs no stranger with our rights', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(runs.filter((line) => line.includes('${{'))).toEqual([]);
  });
});

test('nothing is deployed before somebody has approved it', () => {
  const deploys = workflows.flatMap(([, { jobs }]) =>
    Object.values(jobs).filter(({ steps }) => steps.some(({ run }) => /serverless deploy/.test(run ?? ''))),
  );
  expect(deploys).toHaveLength(1);
  expect(deploys[0]).toMatchObject({ needs: 'plan' });
  expect(deploys[0]?.environment).toContain('inputs.stage');
});

test('the oldest Node that is allowed is tried', () => {
  const ci = workflows.find(([path]) => path.endsWith('ci.yml'));
  expect(ci?.[2]).toContain(`node: '${engines.node.replace('>=', '')}'`);
});

describe('the Dockerfile', () => {
  const dockerfile = textOf('Dockerfile');

  test('starts what npm start starts', () => {
    const command = z.array(z.string()).parse(JSON.parse(/^CMD (.+)$/m.exec(dockerfile)?.[1] ?? 'null'));
    expect(command.join(' ')).toBe(scripts['start']);
  });

  test('gets files that exist, and no secret or state', () => {
    const ignore = textOf('.dockerignore').split('\n');
    expect(ignore).toContain('*');
    const kept = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(kept.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(kept).toEqual(expect.arrayContaining(['cli', 'handlers', 'lib', 'local', 'serverless.yml']));
    expect(kept.filter((path) => /^\.|node_modules|tests/.test(path))).toEqual([]);
  });

  test('is not run by root, on a Node of the major version that is deployed', () => {
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    const deployed = /runtime: nodejs(\d+)\.x/.exec(textOf('serverless.yml'))?.[1];
    expect(dockerfile).toContain(`FROM node:${deployed}-`);
  });
});
