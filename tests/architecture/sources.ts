import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');
const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*'([^'\n]+)'/g;

/** One source file: its path from the root, its text, and what it imports (own files by path, others by name). */
export type SourceFile = { path: string; text: string; imports: string[] };

const read = (path: string): SourceFile => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].flatMap(([, name = '']) =>
    name.startsWith('.') ? [normalize(join(dirname(path), name))] : [name],
  );
  return { path, text, imports };
};

/** All TypeScript files under the given folders of the project. */
export const sourceFiles = (...folders: string[]): SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(join(folder, name))),
  );
