/** A constant of a module that is more than a function or plain data, up to the end of its statement. */
const CONSTANT =
  /^((?:export )?const \w+(?:: [^=\n]+?)? = )((?:new |[A-Za-z_]\w*[.(<]|z\n)(?:[^\n]*\n(?=[ \t)\]}]|\n[ \t]))*[^\n]*);$/gm;

/**
 * Says of each constant of a module that making it has no other effect, as ours have none (CONTRIBUTING.md: pure code), so that
 * esbuild drops those that a function never uses. Most are schemas, which a cold start would otherwise make.
 */
exports.withDroppableConstants = (source) => source.replace(CONSTANT, '$1/* @__PURE__ */ (() => $2)();');
