import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type Ran, ranHere } from '../commands/in-process.ts';

/** Runs `npm run redrive` as a person does, in a process of its own. */
export const startRedrive = (parameters: string[], environment: Record<string, string>): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['cli/launch.cjs', 'cli/redrive.ts', ...parameters],
      { cwd: join(__dirname, '../../..'), env: { ...process.env, ...environment } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

/** The same once more, without the start of a process. */
export const redrive = (parameters: string[], environment: Record<string, string>): Promise<Ran> =>
  ranHere(() => import('../../../cli/redrive.ts'), parameters, environment);
