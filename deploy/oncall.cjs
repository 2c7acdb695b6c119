require('./quiet-sdk.cjs');
// osls reads JavaScript only, so this loads the TypeScript.
const { require: load } = require('tsx/cjs/api');
const { oncallForStack } = load('./oncall-for-stack.ts', __filename);

/** The variable `${file(./deploy/oncall.cjs)}`. */
module.exports = ({ resolveVariable }) => oncallForStack('oncall.yml', resolveVariable);
