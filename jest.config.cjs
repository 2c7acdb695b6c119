// Says nothing of the product: deployed functions run on Node 24.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** @type {import('jest').Config} */
module.exports = {
  // The tests mostly wait for engines and timers: jest's one worker less than there are cores takes 2.5 times as long.
  maxWorkers: 3,
  testTimeout: 60_000, // two cores, and often others on them
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  setupFiles: ['<rootDir>/tests/seed.ts'],
  transform: {
    '\\.tsx?$': '<rootDir>/tests/esbuild-transform.cjs',
    'node_modules/temporal-.*\\.js$': '<rootDir>/tests/esbuild-transform.cjs', // an ES module, and jest's are not
  },
  transformIgnorePatterns: ['/node_modules/(?!temporal-)'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
};
