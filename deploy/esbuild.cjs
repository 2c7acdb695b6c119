const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { isArabicRead } = require('./english-only.cjs');
const { smallerZod } = require('./fewer-methods.cjs');
const { openapiDocument } = require('./openapi-document.cjs');
const { ourModules } = require('./our-modules.cjs');
const { standIns } = require('./sdk/stand-ins.cjs');
const { smallest } = require('./smallest.cjs');

/** What a bundle consists of, and its source map, kept beside the packages: in a zip they would only be fetched. */
const keepBeside = {
  name: 'metafile and source map beside the packages',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      if (metafile === undefined) return;
      const name = basename(build.initialOptions.entryPoints[0], '.ts');
      mkdirSync('.build', { recursive: true });
      writeFileSync(join('.build', `${name}.meta.json`), JSON.stringify(metafile));
      for (const file of Object.keys(metafile.outputs))
        if (file.endsWith('.map')) renameSync(file, join('.build', `${name}.js.map`));
    });
  },
};

// Measured on cold starts of `receive`: CommonJS −27 ms against ESM, `module` before `main` −28 ms and −190 KB, no source
// map −14 ms. docs/performance.md has what the stand-ins and the smaller zod save.
/** The options of serverless-esbuild. Without osls, such as in tests, nothing says who reads Arabic, and it stays. */
module.exports = (serverless) => ({
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  sourcemap: 'external', // `npm run trace` reads it
  sourcesContent: false,
  legalComments: 'none',
  charset: 'utf8', // an Arabic letter is two bytes, and as an escape six
  supported: { 'dynamic-import': false }, // `require` needs no second loader, and all of a function is in one file
  external: [],
  exclude: [],
  skipRebuild: true, // a context that is never disposed of keeps a failed build running
  packager: 'npm',
  plugins: [
    standIns,
    smallerZod,
    openapiDocument, // before ourModules, which would load the same file
    ourModules({ isArabicRead: isArabicRead(serverless?.service.custom.oncall.runtime) }),
    smallest,
    keepBeside,
  ],
});
