process.argv.splice(1, 1);
process.argv[1] = require('node:path').resolve(process.argv[1]);
require('tsx/cjs');
require(process.argv[1]);
