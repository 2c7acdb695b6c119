import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import * as z from 'zod';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
      Properties: z.record(z.string(), z.json()).default({}),
    }),
  ),
  Outputs: z.record(z.string(), z.json()),
});
type Template = z.infer<typeof Template>;
export type Resource = Template['Resources'][string];

/** A packaged stack: its template, and the names and contents of what each function is shipped with. */
export type Packaged = {
  template: Template;
  text: string;
  zips: Record<string, Record<string, string>>;
};

/** More for a stack than the project's own: the integrations of `oncall.yml`, and variables of whoever deploys. */
type More = { integrations?: string; environment?: Record<string, string> };

/** Packages one stage from a copy of the project, without credentials. */
export const packaged = async (
  stage: string,
  { integrations = 'integrations: []', environment = {} }: More = {},
): Promise<Packaged> => {
  const copy = mkdtempSync(join(tmpdir(), `flavours-${stage}-`));
  try {
    for (const name of [
      'deploy',
      'handlers',
      'lib',
      'oncall.yml',
      'package.json',
      'serverless.yml',
      'tsconfig.json',
    ]) {
      cpSync(name, join(copy, name), { recursive: true });
    }
    const example = readFileSync('oncall.yml', 'utf8');
    writeFileSync(join(copy, 'oncall.yml'), example.replace(/^integrations: \[\]$/m, integrations));
    symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    await promisify(execFile)(
      process.execPath,
      [
        join('node_modules', 'serverless', 'bin', 'serverless.js'),
        'package',
        '--stage',
        stage,
        '--package',
        'out',
      ],
      { cwd: copy, env: { PATH: process.env['PATH'], HOME: copy, ...environment }, timeout: 240_000 },
    );
    const text = readFileSync(join(copy, 'out', 'cloudformation-template-update-stack.json'), 'utf8');
    const names = readdirSync(join(copy, 'out')).filter((name) => name.endsWith('.zip'));
    const zips = names.map((file) => {
      const name = file.replace(/\.zip$/, '');
      const files = unzipSync(readFileSync(join(copy, 'out', file)));
      const entries = Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString()]);
      return [name, Object.fromEntries(entries)];
    });
    return { template: Template.parse(JSON.parse(text)), text, zips: Object.fromEntries(zips) };
  } finally {
    rmSync(copy, { recursive: true });
  }
};

/** The resources of one type, by logical id. */
export const ofType = ({ template }: Packaged, type: string): Record<string, Resource> =>
  Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => resource.Type === type));

/** A reference as a short text: `Topic`, `Table.Arn`, or the text of a Sub. */
export const short = (value: z.core.util.JSONType): string => {
  const Reference = z.union([
    z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
    z.object({ 'Fn::GetAtt': z.array(z.string()) }).transform((get) => get['Fn::GetAtt'].join('.')),
    z.object({ 'Fn::Sub': z.string() }).transform((sub) => sub['Fn::Sub']),
    z.string(),
  ]);
  return Reference.parse(value);
};
