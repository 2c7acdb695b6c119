import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOncall } from '../../../../lib/adapters/config/oncall-file.ts';
import { temporaryFolder } from '../../../temporary.ts';

const path = join(temporaryFolder('oncall'), 'oncall.yml');

/** An oncall.yml with this text, as the product reads it from a file. */
export const read = (text: string) => {
  writeFileSync(path, text);
  return readOncall(path);
};

/** The problems of an oncall.yml with this text, one a line. */
export const problemsOf = (text: string): string[] => {
  try {
    read(text);
  } catch (error) {
    return String(error instanceof Error && error.message)
      .replaceAll(path, 'oncall.yml')
      .split('\n');
  }
  throw new Error('expected problems');
};

/** A first level with these subscribers, in YAML. */
export const subscribers = (...lines: string[]) =>
  `levels:\n  - subscribers:\n${lines.map((line) => `      - ${line}\n`).join('')}`;
