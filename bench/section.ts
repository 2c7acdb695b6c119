import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../docs/performance.md');

/** The page with the text between the two comments of a section replaced. */
export const withSection = (page: string, command: string, name: string, text: string): string => {
  const begin = `<!-- written by ${command}: ${name} -->`;
  const end = `<!-- until here: ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`docs/performance.md has no section between ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
};

/** Writes into docs/performance.md what a command has measured. */
export const writeSection = (command: string, name: string, text: string): void =>
  writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), command, name, text));

/** A table in Markdown: the first column is text, the others are numbers. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
