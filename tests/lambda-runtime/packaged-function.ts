import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Context } from 'aws-lambda';
import { unzipSync } from 'fflate';
import * as z from 'zod';

const Variable = z.union([z.string(), z.number(), z.json().transform(() => undefined)]);
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Properties: z
        .looseObject({
          Runtime: z.string().optional(),
          Handler: z.string().optional(),
          Environment: z.object({ Variables: z.record(z.string(), Variable) }).optional(),
        })
        .optional(),
    }),
  ),
});
const Started = z.object({ version: z.string() });
const Answered = z.object({
  call: z.int(),
  answer: z.string().optional(),
  failure: z.string().optional(),
});

/** Where the functions are to find DynamoDB and SNS, and as whom. */
const OF_THE_PLACE = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_SNS',
];
/** What the package brings with it, and must be read from there. */
const OF_THE_PACKAGE = ['ONCALL_FILE'];

export type Packaged = { template: z.infer<typeof Template>; directory: string };

/** What `serverless package` has left in a directory. */
export const readPackages = (directory: string): Packaged => ({
  template: Template.parse(
    JSON.parse(readFileSync(join(directory, 'cloudformation-template-update-stack.json'), 'utf8')),
  ),
  directory,
});

const unpacked = (directory: string, name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  for (const [path, content] of Object.entries(unzipSync(readFileSync(join(directory, `${name}.zip`))))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};

export type RunningFunction = {
  version: string;
  runtime: string;
  handler(event: unknown, context: Context): Promise<unknown>;
  stop(): void;
};

/**
 * A packaged function on the Node that it is deployed on. It has the variables that the template names and no others: one
 * that is missing there is missing here. Values that only AWS knows come from the stack around it.
 */
export const startPackaged = async (
  { template, directory }: Packaged,
  name: string,
  node: string,
): Promise<RunningFunction> => {
  const found = Object.values(template.Resources).find(
    ({ Properties }) => Properties?.Handler === `handlers/${name}.handler`,
  );
  const { Runtime: runtime = '', Environment } = found?.Properties ?? {};
  if (!Environment) throw new Error(`the template has no function ${name}`);
  const folder = unpacked(directory, name);
  const variables = Object.entries(Environment.Variables).map(([key, value]) => [
    key,
    OF_THE_PACKAGE.includes(key) ? value : (process.env[key] ?? value),
  ]);
  const child = spawn(
    join(node, 'node'),
    [join(__dirname, 'driver.cjs'), join(folder, 'handlers', `${name}.js`), name],
    {
      cwd: folder,
      env: {
        ...Object.fromEntries(OF_THE_PLACE.map((key) => [key, process.env[key]])),
        ...Object.fromEntries(
          variables.filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]),
        ),
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        LAMBDA_TASK_ROOT: folder,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const version = await started(child, name);
  return { version, runtime, handler: callsTo(child), stop: () => child.disconnect() };
};

/** Answers with the version of Node once the file is loaded. */
const started = (child: ChildProcess, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let message = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        message += chunk.toString();
      });
    child.once('message', (message) => resolve(Started.parse(message).version));
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${name} ended with ${code} while it was loaded:\n${message}`)),
    );
  });

const callsTo = (child: ChildProcess): RunningFunction['handler'] => {
  let calls = 0;
  const waiting = new Map<number, (answered: z.infer<typeof Answered>) => void>();
  child.on('message', (message) => {
    const answered = Answered.parse(message);
    waiting.get(answered.call)?.(answered);
    waiting.delete(answered.call);
  });
  return async (event, context) => {
    const call = ++calls;
    const remainingMs = context.getRemainingTimeInMillis();
    const { answer, failure } = await new Promise<z.infer<typeof Answered>>((resolve) => {
      waiting.set(call, resolve);
      child.send({ call, event, remainingMs });
    });
    if (failure !== undefined) throw new Error(failure);
    const value: unknown = JSON.parse(answer ?? 'null');
    return value ?? undefined;
  };
};
