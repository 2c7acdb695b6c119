/*
 * Runs one of our TypeScript files, and says in one line if this Node is too old for it, before that is a syntax error
 * or an option that Node does not know. So it is CommonJS that every Node since 6 can read.
 */
const needed = require('../package.json').engines.node.replace(/[^\d.]/g, '');
const present = process.versions.node;

/** Whether `one` is the same version as `other`, or a later one. */
const isAtLeast = (one, other) => {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  const index = right.findIndex((part, place) => part !== left[place]);
  return index < 0 || left[index] > right[index];
};

if (isAtLeast(present, needed)) {
  process.argv.splice(1, 1);
  process.argv[1] = require('node:path').resolve(process.argv[1]);
  require('./with-tsx.cjs')(process.argv[1]);
} else {
  process.stderr.write(`Node ${needed} or later is needed, and this is ${present} (${process.execPath}).\n`);
  process.exit(2);
}
