const { readFileSync } = require('node:fs');
const { blank, inPlaceOf } = require('./blank.cjs');
const { calledOfZod } = require('./called-of-zod.cjs');
const { STANDARD, synchronous } = require('./synchronous-zod.cjs');
const {
  withFewerFormats,
  withFewerFunctions,
  withoutPatterns,
  withoutSecondNames,
  withoutWays,
} = require('./fewer-functions.cjs');

/** The only place that ends a transform; deploy/synchronous-zod.cjs has the others. */
const ASYNCHRONOUS_TRANSFORM =
  /(if \(output instanceof Promise\)) \{\n +return output\.then\(\(output\) => \{\n(?: {16}.*\n)+ +\}\);\n +\}/;

/** What a transform says where it would have to be undone. */
const BACKWARD = /^ {8}if \(_ctx\.direction === "backward"\) \{\n.*\n {8}\}\n/m;

/** A method in a table of them, or one that each schema gets as it is made. */
const METHOD =
  /^ {4}(?:(?:async )?(\w+)(?:\([^\n]*\) \{|: (?:async )?function \w+\([^\n]*\) \{)\n(?:(?! {4}\}).*\n)* {4}\},|inst\.(\w+) = \(.*\) => \{\n(?: {8}.*\n)* {4}\};)\n/gm;
/** What older libraries read of a schema, its description, and a short name for what is asynchronous. */
const ACCESSORS = /^ {4}[gs]et (?:_def|description|spa)\(\w*\) \{\n(?: {8}.*\n)* {4}\},\n/gm;
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
    .replace(METHOD, (text, name, own) => (names.has(name ?? own) ? text : blank(text)))
    // Named by way of core/index.js, all of it would stay.
    .replace('import { util } from "../core/index.js"', 'import * as util from "../core/util.js"')
    .replaceAll('core.util.', 'util.')
    .replace(STANDARD, blank)
    .replace(ASYNCHRONOUS_TRANSFORM, (text, condition) =>
      inPlaceOf(text, `${condition} throw new core.$ZodAsyncError();`),
    )
    // Nothing is encoded: deploy/synchronous-zod.cjs.
    .replace(BACKWARD, blank)
    // It compiles a function for each schema on first use, a quarter of a millisecond each: what a cold start has no time for.
    .replace('core.$ZodObjectJIT.init', 'core.$ZodObject.init')
    // What we parse comes from JSON or DynamoDB, and neither has values that contain themselves.
    .replace('core.config({ memoizer: core.memoizer() })', blank)
    .replaceAll('    _ensureDefaultMemoizer();\n', blank);
  return hasJsonSchema
    ? left
    : [ACCESSORS, PROCESSOR, METHODS_OF_JSON_SCHEMA, LIMITS].reduce(
        (rest, piece) => rest.replace(piece, blank),
        left,
      );
};

exports.fewerMethods = fewerMethods;

/** Leaves out of zod what a bundle never calls. */
exports.smallerZod = {
  name: 'zod with the methods that are called',
  async setup(build) {
    const { functions, methods, hasJsonSchema } = await calledOfZod(build);
    const called = new Set([...functions, ...methods]);
    const hasPatterns = hasJsonSchema || functions.has('templateLiteral');
    const rewrite = (filter, change) =>
      build.onLoad({ filter }, ({ path }) => ({
        contents: change(readFileSync(path, 'utf8'), path),
        loader: 'js',
      }));

    rewrite(/zod\/v4\/classic\/schemas\.js$/, (source) => fewerMethods(source, methods, hasJsonSchema));
    rewrite(/zod\/v4\/core\/schemas\.js$/, (source) => {
      const left = synchronous(source, called);
      return hasPatterns ? left : withoutPatterns(left);
    });
    rewrite(/zod\/v4\/classic\/errors\.js$/, withoutWays);
    rewrite(/zod\/v4\/classic\/(?:iso|coerce)\.js$/, (source, path) =>
      withFewerFunctions(source, path, functions),
    );
    rewrite(/zod\/v4\/classic\/external\.js$/, withoutSecondNames);
    rewrite(/zod\/v4\/locales\/en\.js$/, (source) => withFewerFormats(source, called));
  },
};
