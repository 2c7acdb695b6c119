const { readFileSync } = require('node:fs');

/** A constant of a module that is more than a function or plain data, up to the end of its statement. */
const CONSTANT =
  /^((?:export )?const \w+(?:: [^=\n]+?)? = )((?:new |[A-Za-z_]\w*[.(<]|z\n)(?:[^\n]*\n(?=[ \t)\]}]|\n[ \t]))*[^\n]*);$/gm;

/**
 * Says of each constant of a module that making it has no other effect, as ours have none (CONTRIBUTING.md: pure code), so that
 * esbuild drops those that a function never uses. Most are schemas, which a cold start would otherwise make.
 */
const withDroppableConstants = (source) => source.replace(CONSTANT, '$1/* @__PURE__ */ (() => $2)();');

exports.withDroppableConstants = withDroppableConstants;

/** For those of our modules that no other plugin has changed. */
exports.unusedConstants = {
  name: 'constants only where they are used',
  setup(build) {
    build.onLoad({ filter: /[\\/]lib[\\/](?:domain|messages|use-cases|adapters)[\\/].*\.ts$/ }, ({ path }) =>
      path.includes('node_modules')
        ? undefined
        : { contents: withDroppableConstants(readFileSync(path, 'utf8')), loader: 'ts' },
    );
  },
};
