import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runWell } from './run.ts';

/** A copy of what a fresh clone would hold, with the installed packages beside it. */
export const cleanTree = async (root: string): Promise<string> => {
  const tree = mkdtempSync(join(tmpdir(), 'flavours-deploy-'));
  const listed = await runWell(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    {
      cwd: root,
      env: process.env,
      limitMs: 10_000,
    },
  );
  for (const path of listed.split('\0').filter(Boolean)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(tree, path));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  return tree;
};
