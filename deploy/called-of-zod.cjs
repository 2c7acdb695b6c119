const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { blank } = require('./blank.cjs');
const { OPENAPI } = require('./openapi-document.cjs');

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
const withoutDescriptions = (source, path) =>
  DESCRIBED.test(path) ? source.replace(DESCRIPTION, blank) : source;
exports.withoutDescriptions = withoutDescriptions;

/** Another text stands in for this module, which calls nothing of zod: deploy/openapi-document.cjs. */
const withoutDocument = {
  name: 'no description of the API',
  setup(build) {
    build.onLoad({ filter: OPENAPI }, () => ({ contents: 'export const openapi = () => ({});' }));
  },
};

/** By the options of the build, which all of its plugins share. */
const known = new WeakMap();

/** All that is used of zod in what a bundle imports of ours: nothing else ever runs. */
exports.calledOfZod = ({ esbuild, initialOptions }) => {
  const called = known.get(initialOptions) ?? calledBy(esbuild, initialOptions.entryPoints);
  known.set(initialOptions, called);
  return called;
};

const calledBy = async (esbuild, entryPoints) => {
  const { metafile } = await esbuild.build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    plugins: [withoutDocument],
    logLevel: 'silent',
  });
  const functions = new Set();
  const methods = new Set(OF_ZOD);
  for (const file of Object.keys(metafile.inputs)) {
    const path = resolve(file);
    if (OPENAPI.test(path)) continue;
    const source = readFileSync(path, 'utf8');
    for (const [, name] of source.matchAll(FUNCTION)) functions.add(name.replace(/\s/g, ''));
    const read = withoutDescriptions(source, path);
    for (const [, name] of read.matchAll(METHOD)) if (!OF_TEXTS.has(name)) methods.add(name);
    for (const [steps] of read.matchAll(STEPS))
      for (const [, name] of steps.matchAll(METHOD)) methods.add(name);
  }
  const hasJsonSchema = functions.has('toJSONSchema');
  if (hasJsonSchema) methods.add('describe');
  return { functions, methods, hasJsonSchema };
};
