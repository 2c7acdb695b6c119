const { dependencies, devDependencies } = require('./package.json');

// Says nothing of the product: deployed functions run on Node 24.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// All draws come from it; tests/seed.ts says more.
process.env.SEED ??= '20261126';
if (!/^\d{1,9}$/.test(process.env.SEED))
  throw new Error(`SEED=${process.env.SEED}: expected a whole number below 10⁹`);

const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !/^(?:@?jest\b|expect$|@types\/)/.test(name),
);

/** @type {import('jest').Config} */
module.exports = {
  // A good half of what a worker does is to wait for engines, browsers and timers. With eight, answers of the engine come
  // later than the second that our clients wait, if something else runs beside them.
  maxWorkers: 6,
  testSequencer: '<rootDir>/tests/setup/longest-first.cjs',
  testTimeout: 300_000, // of a hang; no test says anything of how long something takes
  testEnvironment: '<rootDir>/tests/setup/environment.cjs',
  reporters: ['default', '<rootDir>/tests/setup/seed-reporter.cjs'],
  roots: ['<rootDir>/tests'],
  setupFiles: ['<rootDir>/tests/seed.ts'],
  transform: {
    '\\.tsx?$': '<rootDir>/tests/esbuild-transform.cjs',
    '/node_modules/temporal-.*\\.js$': '<rootDir>/tests/esbuild-transform.cjs', // an ES module, which Node 20.12 does not require
    [`/node_modules/(?:${packages.join('|')})/.*\\.c?js$`]: '<rootDir>/tests/setup/packages.cjs',
  },
  transformIgnorePatterns: [],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
};
