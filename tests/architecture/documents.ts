import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');

/** One text of the project: its path from the root, and what it says. */
export type Document = { path: string; text: string };

const WRITTEN_BY_TOOLS = /^(?:node_modules|coverage)$|^\.(?!ci$|github$|dockerignore$)/;

const topLevel = readdirSync(ROOT, { withFileTypes: true }).filter(
  ({ name }) => !WRITTEN_BY_TOOLS.test(name),
);

/** The path of every file and folder of the project, folders without a slash at their end. */
export const allPaths: ReadonlySet<string> = new Set(
  topLevel.flatMap((entry) =>
    entry.isDirectory()
      ? [
          entry.name,
          ...readdirSync(join(ROOT, entry.name), { recursive: true, encoding: 'utf8' }).map((name) =>
            join(entry.name, name),
          ),
        ]
      : [entry.name],
  ),
);

/** The text of one file, by its path from the root. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** All files whose path matches, with their texts. */
export const documents = (pattern: RegExp): Document[] =>
  [...allPaths].filter((path) => pattern.test(path)).map((path) => ({ path, text: textOf(path) }));

const FENCE = /^( *)```.*\n[\s\S]*?\n\1```$/gm;

/** A page's prose: without blocks of code, which cite commands and not files. */
export const proseOf = (text: string): string => text.replaceAll(FENCE, '');

/** `a/{b,c}.ts` names two files. */
const alternatives = (path: string): string[] => {
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return choices === undefined
    ? [path]
    : choices.split(',').flatMap((choice) => alternatives(`${before}${choice}${after}`));
};

// Written as a file of the project would be: from a folder at its root, or a page by its name.
const CITED = /(?<![\w./@$-])(?:(?:[\w.-]+\/)+[\w.{},-]*|[\w-]+\.md)(?![\w/-])/g;
const FOLDERS = new Set(topLevel.filter((entry) => entry.isDirectory()).map(({ name }) => name));

/** The files and folders that a text cites, as they would be called from the root. */
export const citedPaths = (text: string): string[] =>
  (text.replaceAll(/\w+:\/\/\S+/g, '').match(CITED) ?? [])
    .map((path) => path.replace(/[.,/]+$/, ''))
    .flatMap(alternatives)
    .filter((path) => FOLDERS.has(path.split('/')[0] ?? '') || /^[\w-]+\.md$/.test(path));

/** The files that a page names without their folders: `plan-probes.ts`. */
export const fileNamesIn = (text: string): string[] =>
  [...text.matchAll(/`([\w-][\w.-]*\.(?:tsx?|[cm]js|ya?ml|json|md|sh|sql|sqlite|txt))`/g)].map(
    ([, name = '']) => name,
  );

/** The comments of a source file, which is where it cites others beside its imports. */
export const commentsOf = ({ path, text }: Document): string => {
  const pattern = /\.(?:ya?ml|sh|py)$|\.ci\/run$/.test(path)
    ? /(?:^|\s)#.*$/gm
    : /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm;
  return (text.match(pattern) ?? []).join('\n');
};

/** Each `[text](target)` of a page. */
export const linksOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);

/** A link's target from the root, with its anchor; nothing if it leads to the web. */
export const targetOf = (page: string, link: string): { path: string; anchor?: string } | undefined => {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? page : normalize(join(dirname(page), file)).replace(/\/$/, '');
  return { path, ...(anchor !== undefined && { anchor }) };
};

/** The anchors of a page's headings, as GitHub makes them. */
export const anchorsOf = (text: string): string[] => {
  const seen = new Map<string, number>();
  return [...proseOf(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
};

/** The npm commands that a text names: scripts by their names, `start` and `test` among them. */
export const npmCommandsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w-]*(?::[\w-]+)*)|(start|test|cit|ci)\b)/g)].flatMap(
    ([, script, builtIn]) => script ?? (builtIn === 'start' || builtIn === 'test' ? builtIn : []),
  );
