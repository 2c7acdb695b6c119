import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const GOLDEN = join(ROOT, 'tests/unit/messages/golden');

/** Pages that show alerts as they are sent. */
export const PAGES_WITH_EXAMPLES = ['README.md', 'docs/alerts.md'] as const;

/** What is between `<!-- example: NAME PART -->` and `<!-- end of example -->` is written by this tool. */
const EXAMPLE = /(<!-- example: ([\w-]+) (email|sms|json) -->\n)[\s\S]*?(<!-- end of example -->)/g;

const SMS = /^SMS: ([\s\S]*?)\n\nAttributes: /m;
const MACHINE = /^Machine: ([\s\S]*)$/m;

const part = (name: string, golden: string, pattern: RegExp): string => {
  const [, found] = pattern.exec(golden) ?? [];
  if (found === undefined) throw new Error(`golden/${name}.txt: nothing matches ${pattern}`);
  return found.trim();
};

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;

const exampleOf = (name: string, kind: string): string => {
  const golden = readFileSync(join(GOLDEN, `${name}.txt`), 'utf8');
  if (kind === 'sms') return `> FLAVOURS> ${part(name, golden, SMS)}\n`;
  if (kind === 'json') return fenced('json', part(name, golden, MACHINE));
  return fenced('text', part(name, golden, /^(Subject: [\s\S]*?)\nSMS: /));
};

/** A page with its examples as the golden messages are now. */
export const withExamples = (page: string): string =>
  page.replaceAll(
    EXAMPLE,
    (_, begin: string, name: string, kind: string, end: string) => `${begin}${exampleOf(name, kind)}${end}`,
  );

/* `node --import tsx tools/generate/alert-examples.ts` writes them into the pages; a test says when they are out of date. */
if (require.main === module) {
  for (const name of PAGES_WITH_EXAMPLES) {
    const path = join(ROOT, name);
    writeFileSync(path, withExamples(readFileSync(path, 'utf8')));
  }
}
