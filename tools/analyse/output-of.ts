import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LIMIT_BYTES = 64 * 1024 * 1024;

/** What a program prints. Throws with what it complained about if it does not end well. */
export const outputOf = async (program: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(program, [...args], { maxBuffer: LIMIT_BYTES });
  return stdout;
};
