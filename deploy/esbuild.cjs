const { mkdirSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { smallerZod } = require('./fewer-methods.cjs');
const { standIns } = require('./sdk/stand-ins.cjs');

// Otherwise serverless-esbuild puts its metafile into the zips.
const writeMetafile = {
  name: 'metafile',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd((result) => {
      if (result.metafile === undefined) return;
      const [entry] = build.initialOptions.entryPoints;
      mkdirSync('.build', { recursive: true });
      writeFileSync(join('.build', `${basename(entry, '.ts')}.meta.json`), JSON.stringify(result.metafile));
    });
  },
};

// Measured on cold starts of `receive`: CommonJS −27 ms against ESM, `module` before `main` −28 ms and −190 KB,
// the credentials alias −17 ms and −133 KB, no source map −14 ms.
module.exports = () => ({
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  sourcemap: false,
  legalComments: 'none',
  charset: 'utf8', // an Arabic letter is two bytes, and as \\uXXXX six
  supported: { 'dynamic-import': false }, // `require` needs no second loader, and all of a function is in one file
  external: [],
  exclude: [],
  skipRebuild: true, // a context that is never disposed of keeps a failed build running
  packager: 'npm',
  plugins: [standIns, smallerZod, writeMetafile],
});
