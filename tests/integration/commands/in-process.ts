import { jest } from '@jest/globals';

/** What a command said, and the exit code that it ended with. */
export type Ran = { code: number; stdout: string; stderr: string };

/**
 * Runs a command's file in this process, from its options to its exit code: nearly all of the time that a process of its own takes
 * is to load it. That each command starts in one is seen in exit-codes.test.ts and by the first run of a test.
 */
export const ranHere = async (
  load: () => Promise<{ ended: Promise<void> }>,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const { argv, exitCode } = process;
  const env = { ...process.env };
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  try {
    process.argv = [...argv.slice(0, 2), ...given];
    process.exitCode = undefined;
    Object.assign(process.env, environment);
    await jest.isolateModulesAsync(async () => (await load()).ended);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.argv = argv;
    process.exitCode = exitCode;
  }
};
