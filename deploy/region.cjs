require('./quiet-sdk.cjs');
// osls reads JavaScript only, so this loads the TypeScript.
const { require: load } = require('tsx/cjs/api');
const { knownRegion } = load('./region.ts', __filename);

/** The variable `${file(./deploy/region.cjs)}`: null where nothing names a region. */
module.exports = async ({ options, resolveVariable }) =>
  (await knownRegion(await resolveVariable('sls:stage'), options.region)) ?? null;
