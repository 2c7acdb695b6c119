const { blank } = require('./blank.cjs');

const removed = (source, piece, isWanted = () => false) => {
  if (source.search(piece) < 0) throw new Error(`zod no longer has ${piece}; see deploy/fewer-functions.cjs`);
  return source.replace(piece, (text, name) => (isWanted(name) ? text : blank(text)));
};

/** `z.iso` and `z.coerce`, each a module whose functions all stay if one is called, with those that are called. */
exports.withFewerFunctions = (source, path, functions) => {
  const [, module] = /(\w+)\.js$/.exec(path) ?? [];
  const once = module === 'iso' ? removed(source, SECOND_NAMES) : source;
  return removed(once, /^export function (\w+)\(.*\) \{\n(?: {4}.*\n)*\}\n/gm, (name) =>
    functions.has(`${module}.${name}`),
  );
};

/** Classes that schemas.js exports too, without their second names. */
const SECOND_NAMES = /^export \{ (?:ZodISO\w+(?:, )?)+ \} from "\.\/\w+\.js";\n/gm;
exports.withoutSecondNames = (source) => removed(source, SECOND_NAMES);

/** Words for a wrong format, of those formats that a schema may have: `called` has the names of what makes them. */
exports.withFewerFormats = (source, called) => {
  const makers = new Set([...called].map((name) => name.replace(/^iso\./, '').toLowerCase()));
  return removed(
    source,
    /^ {8}(\w+): "[^"]*",\n/gm,
    (name) => name === 'nan' || makers.has(name.replace('_', '')),
  );
};

/** Schemas without a regular expression of what they match: only JSON Schema and template literals read it. */
exports.withoutPatterns = (source) =>
  removed(
    source,
    /^ {4}(?:util\.defineLazyInternal\(inst, "pattern", (?:.*\);\n|.*\{\n(?: {8}.*\n)* {4}\}\);\n)|inst\._zod\.pattern = (?:def\.pattern \?\? )?regexes\.\w+;\n)/gm,
  );

/** Errors without ways to write and extend them, which nobody uses: they are read by their issues, or by prettifyError. */
exports.withoutWays = (source) =>
  removed(
    source,
    /^ {4}_lazyMethod\(proto, "(?:format|flatten|addIssues?)", (?:.*\);\n|.*\{\n(?: {8}.*\n)* {4}\}\);\n)/gm,
  );
