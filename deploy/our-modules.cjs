const { readFileSync } = require('node:fs');
const { calledOfZod, withoutDescriptions } = require('./called-of-zod.cjs');
const { withoutArabic } = require('./english-only.cjs');
const { withDroppableConstants } = require('./unused-constants.cjs');

const OURS = /[\\/]lib[\\/](?:domain|messages|use-cases|adapters)[\\/].*\.ts$/;

exports.OURS = OURS;

/** What a bundle is given of our modules. One plugin makes all changes, since esbuild asks only the first that loads a file. */
exports.ourModules = ({ isArabicRead }) => ({
  name: 'our modules without what a function never uses',
  async setup(build) {
    const { hasJsonSchema } = await calledOfZod(build);
    const changes = [
      ...(hasJsonSchema ? [] : [withoutDescriptions]),
      ...(isArabicRead ? [] : [withoutArabic]),
      withDroppableConstants,
    ];
    build.onLoad({ filter: OURS }, ({ path }) => ({
      contents: changes.reduce((source, change) => change(source, path), readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
});
