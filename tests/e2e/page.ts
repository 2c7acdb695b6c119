import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Block = { language: string; text: string };

/** The blocks of commands and files of one section of a page, in order; what stands below its subheadings is not of it. */
export const blocksOf = (tree: string, page: string, heading: string): Block[] => {
  const text = readFileSync(join(tree, page), 'utf8');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`${page} has no section ${heading}`);
  const rest = lines.slice(start + 1).join('\n');
  const blocks: Block[] = [];
  // A heading, unless it is a comment inside a block.
  for (const [whole, language = '', body = ''] of rest.matchAll(/^```(\w+)\n([\s\S]*?)^```$|^#+ .*$/gm)) {
    if (whole.startsWith('#')) return blocks;
    blocks.push({ language, text: body });
  }
  return blocks;
};
