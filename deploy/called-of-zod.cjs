const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { blank } = require('./blank.cjs');
const { OPENAPI, openapiDocument } = require('./openapi-document.cjs');

/** Methods that zod calls on its own schemas. */
const OF_ZOD = ['check', 'clone', 'parse', 'safeParse'];

/** A function of zod, such as `z.url` or `z.iso.date`. */
const FUNCTION = /\bz\s*\.\s*((?:(?:iso|coerce)\s*\.\s*)?\w+)/g;
/** What is called of anything else, which may be a schema. */
const METHOD = /(?<!\b(?:z|iso|coerce)\s*)\.\s*([A-Za-z_]\w*)\s*(?:\?\.)?\(/g;

/** Methods that texts have too, so that a call says nothing of schemas, and the steps that may follow `z.string()`, where it does. */
const OF_TEXTS = new Set([
  'endsWith',
  'includes',
  'normalize',
  'startsWith',
  'toLowerCase',
  'toUpperCase',
  'trim',
]);
const STEPS = /(?<=\bz\s*\.\s*string\(\))(?:\s*\.\w+\((?:[^()]|\([^()]*\))*\))+/g;

/** Where schemas are described, and what is said of them, which is read in JSON Schema and nowhere else. */
const DESCRIBED = /[\\/]lib[\\/]domain[\\/].*\.ts$/;
const DESCRIPTION = /\.describe\(\s*'(?:[^'\\\n]|\\.)*',?\s*\)/g;
const withoutDescriptions = (source) => source.replace(DESCRIPTION, blank);
exports.DESCRIBED = DESCRIBED;
exports.withoutDescriptions = withoutDescriptions;

/** All that is used of zod in what an entry imports of ours: nothing else ever runs. */
exports.calledOfZod = async (esbuild, entry) => {
  const { metafile } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    plugins: [openapiDocument],
    logLevel: 'silent',
  });
  const functions = new Set();
  const methods = new Set(OF_ZOD);
  for (const file of Object.keys(metafile.inputs)) {
    const path = resolve(file);
    if (OPENAPI.test(path)) continue; // another text stands in for it
    const source = readFileSync(path, 'utf8');
    for (const [, name] of source.matchAll(FUNCTION)) functions.add(name.replace(/\s/g, ''));
    const read = DESCRIBED.test(path) ? withoutDescriptions(source) : source;
    for (const [, name] of read.matchAll(METHOD)) if (!OF_TEXTS.has(name)) methods.add(name);
    for (const [steps] of read.matchAll(STEPS))
      for (const [, name] of steps.matchAll(METHOD)) methods.add(name);
  }
  const hasJsonSchema = functions.has('toJSONSchema');
  if (hasJsonSchema) methods.add('describe');
  return { functions, methods, hasJsonSchema };
};
