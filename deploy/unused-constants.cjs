/** A constant of a module that is more than a function or plain data, up to the end of its statement. */
const CONSTANT =
  /^((?:export )?const \w+(?:: [^=\n]+?)? = )((?:new |[A-Za-z_]\w*[.(<]|z\n)(?:[^\n]*\n(?=[ \t)\]}]|\n[ \t]))*[^\n]*);$/gm;

/** What makes each of them, by its name in the source: `z`, `new Map`, `page`, `Scope.exclude`. */
exports.makersIn = (source) =>
  Array.from(source.matchAll(CONSTANT), ([, , value]) => {
    const [name] = /^(?:new )?[\w.\s]+/.exec(value);
    return /^z\b/.test(name) ? 'z' : name.trim();
  });

/**
 * Says of each constant of a module that making it has no other effect, which tests/architecture/constants.test.ts demands, so that
 * esbuild drops those that a function never uses. Most are schemas, which a cold start would otherwise make.
 */
exports.withDroppableConstants = (source) => source.replace(CONSTANT, '$1/* @__PURE__ */ (() => $2)();');
