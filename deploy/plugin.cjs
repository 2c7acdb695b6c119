require('./quiet-sdk.cjs');
// osls reads JavaScript only, so this loads the TypeScript.
const { require: load } = require('tsx/cjs/api');

module.exports = load('./plugin.ts', __filename).OncallPlugin;
