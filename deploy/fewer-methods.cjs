const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { STANDARD, synchronous, withoutFormats } = require('./synchronous-zod.cjs');

const CLASSIC = /zod\/v4\/classic\/schemas\.js$/;
const CORE = /zod\/v4\/core\/schemas\.js$/;
const ERRORS = /zod\/v4\/classic\/errors\.js$/;

/** The only place that ends a transform; deploy/synchronous-zod.cjs has the others. */
const ASYNCHRONOUS_TRANSFORM =
  /(if \(output instanceof Promise\)) \{\n +return output\.then\(\(output\) => \{\n(?: {16}.*\n)+ +\}\);\n +\}/;

/** Methods that zod calls on its own schemas. */
const OF_ZOD = ['check', 'clone', 'parse', 'safeParse'];

/** Every name that is called after a full stop in what an entry imports of ours: no other method is ever called. */
const namesCalled = async (esbuild, entry) => {
  const { metafile } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  const names = new Set(OF_ZOD);
  for (const file of Object.keys(metafile.inputs))
    for (const [, name] of readFileSync(resolve(file), 'utf8').matchAll(/\.\s*([A-Za-z_]\w*)\s*(?:\?\.)?\(/g))
      names.add(name);
  return names;
};

/** What is said of a schema in JSON Schema and nowhere else. */
const DESCRIPTION = /\.describe\(\s*'(?:[^'\\\n]|\\.)*',?\s*\)/g;
const OURS = /[\\/]lib[\\/]domain[\\/].*\.ts$/;

const METHOD =
  /^ {4}(?:async )?(\w+)(?:\([^\n]*\) \{|: (?:async )?function \w+\([^\n]*\) \{)\n(?:(?! {4}\}).*\n)* {4}\},\n/gm;
const PROCESSOR = /^ {4}inst\._zod\.processJSONSchema = .*;\n/gm;
const LIMITS =
  /^ {4}\w+: \(inst\) => (?:processors\.aggregateChecks\(inst\)[^\n]*,\n|\{\n {8}const \{[^\n]*\} = processors\.aggregateChecks\(inst\);\n(?: {8}[^\n]*\n)* {4}\},\n)/gm;
const METHODS_OF_JSON_SCHEMA = /^ +(?:input|output): createStandardJSONSchemaMethod\(.*\),\n/gm;

/**
 * zod's schemas with only those methods that our code names, and without the way to JSON Schema where nothing leads there. Every
 * method mentions a kind of schema, so a bundle would hold them all.
 */
const fewerMethods = (source, names, hasJsonSchema) => {
  const left = source
    .replace(METHOD, (text, name) => (names.has(name) ? text : ''))
    // Named by way of core/index.js, all of it would stay.
    .replace('import { util } from "../core/index.js"', 'import * as util from "../core/util.js"')
    .replaceAll('core.util.', 'util.')
    .replace(STANDARD, '')
    .replace(ASYNCHRONOUS_TRANSFORM, '$1 throw new core.$ZodAsyncError();')
    // It compiles a function for each schema on first use, a quarter of a millisecond each: what a cold start has no time for.
    .replace('core.$ZodObjectJIT.init', 'core.$ZodObject.init')
    // What we parse comes from JSON or DynamoDB, and neither has values that contain themselves.
    .replace('core.config({ memoizer: core.memoizer() })', '');
  return hasJsonSchema
    ? left
    : left.replace(PROCESSOR, '').replace(METHODS_OF_JSON_SCHEMA, '').replace(LIMITS, '');
};

exports.fewerMethods = fewerMethods;

/** Leaves out of zod what a bundle never calls. */
exports.smallerZod = {
  name: 'zod with the methods that are called',
  async setup(build) {
    const [entry] = build.initialOptions.entryPoints;
    const names = await namesCalled(build.esbuild, entry);
    const hasJsonSchema = names.has('toJSONSchema');
    build.onLoad({ filter: CLASSIC }, ({ path }) => ({
      contents: fewerMethods(readFileSync(path, 'utf8'), names, hasJsonSchema),
      loader: 'js',
    }));
    build.onLoad({ filter: CORE }, ({ path }) => ({
      contents: synchronous(readFileSync(path, 'utf8'), names),
      loader: 'js',
    }));
    if (!hasJsonSchema)
      build.onLoad({ filter: OURS }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(DESCRIPTION, ''),
        loader: 'ts',
      }));
    build.onLoad({ filter: ERRORS }, ({ path }) => ({
      contents: withoutFormats(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};
