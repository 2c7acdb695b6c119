const { blank } = require('./blank.cjs');

/** https://standardschema.dev is for libraries that take schemas of any kind; none of ours does. */
const STANDARD =
  /^ +get "~standard"\(\) \{\n[\s\S]*?^ {4}\},\n +set "~standard"\(value\) \{\n[\s\S]*?^ {4}\},\n/m;

/** What zod asks itself at each step, and the answer where nothing is parsed asynchronously or encoded. */
const ANSWERS = [
  // A check or transform of ours that is asynchronous is still found, and refused, where its function has returned.
  [/\b(?:canary|checkResult|keyResult|left|result|retryResult|right) instanceof Promise\b/g, 'false'],
  [/(\.run\([^\n]*\);\n +if \()r instanceof Promise\b/g, '$1false'],
  [/asyncResult \|\| _ instanceof Promise\b/g, 'false'],
  [/if \(asyncResult\)/g, 'if (false)'],
  [/\bproms\.length\b/g, '0'],
  [/\bif \(ctx\.async\)/g, 'if (false)'],
  [/\bctx\??\.direction === "backward"/g, 'false'],
  [/\bctx\??\.direction !== "backward"/g, 'true'],
  // What we parse comes from JSON or DynamoDB, and neither has values that contain themselves.
  [/^ +const memo = core\.globalConfig\.memoizer;\n(?: +memo\?\.attach\(inst\);\n)?/gm, ''],
  [/\bmemo \? (?:memo\.alloc\([^\n]*, ctx\)|`[^`]*`) : /g, ''],
  [/core\.globalConfig\.memoizer\?\.guard\(inst\);/, ''],
  [/inst, memo, syms/, 'inst, syms'],
  [STANDARD, ''],
];
const OTHER_WAYS = [
  'parseAsync',
  'safeParseAsync',
  'spa',
  'validateAsync',
  'codec',
  'safeEncode',
  'safeDecode',
];

/** zod's core with those answers in place of the questions: esbuild drops what they rule out. */
exports.synchronous = (source, names) => {
  const other = OTHER_WAYS.find((name) => names.has(name));
  if (other !== undefined)
    throw new Error(`${other}: bundles can only parse; see deploy/synchronous-zod.cjs`);
  return ANSWERS.reduce((left, [question, answer]) => {
    const answered = left.replace(question, answer === '' ? blank : answer);
    if (answered === left) throw new Error(`zod no longer asks ${question}; see deploy/synchronous-zod.cjs`);
    return answered;
  }, source);
};

exports.STANDARD = STANDARD;
