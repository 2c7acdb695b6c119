require('./quiet-sdk.cjs');
// osls reads JavaScript only, so this loads the TypeScript.
const { require: load } = require('tsx/cjs/api');
const { domainForStack } = load('./domain.ts', __filename);

/** The variable `${file(./deploy/domain.cjs)}`. */
module.exports = ({ resolveVariable }) => domainForStack(resolveVariable);
