import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What `npm run redrive` said, and how it ended. */
export type Ran = { message: string; complained: string; code: number };

/** Runs the command as a person does, in a process of its own. */
export const redrive = (parameters: string[], environment: Record<string, string>): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'cli/redrive.ts', ...parameters],
      { cwd: join(__dirname, '../../..'), env: { ...process.env, ...environment } },
      (_, message, complained) => resolve({ message, complained, code: child.exitCode ?? -1 }),
    );
  });
