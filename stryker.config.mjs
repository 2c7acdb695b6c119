/** The pure rules: what decides, counts, keys, redacts. Whoever adds one adds its name; its test is found in tests/unit. */
const RULES = [
  ...[
    'acceptance',
    'address',
    'bucket',
    'cause',
    'endpoint',
    'family',
    'incident',
    'loggable',
    'notification',
  ],
  ...['oncall', 'owed', 'posted', 'probe', 'step', 'telling', 'token', 'told'],
];
/** What fits a message to its channel. */
const MESSAGE_RULES = ['attributes', 'sms', 'subject', 'text', 'time'];

/**
 * Mutation testing of the pure rules. Tables of prose (advice, words) are checked row by row in their own tests instead.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'tests/mutation/jest.config.cjs',
    enableFindRelatedTests: false, // all tests are in one file
  },
  buildCommand: 'node tests/mutation/bundle.cjs',
  mutate: [
    ...RULES.map((name) => `lib/${name}.ts`),
    ...MESSAGE_RULES.map((name) => `lib/messages/${name}.ts`),
  ],
  ignorePatterns: [
    '/.*',
    '!/.npmrc',
    '/docs',
    '/bench',
    '/deploy',
    '/local',
    '/operate',
    '/coverage',
    '/tsconfig.json',
  ],
  tempDirName: '.build/mutation',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 30_000, // a busy machine must not pass for a killed mutant
  ignoreStatic: true,
  reporters: ['clear-text', 'json', ...(process.env.CI ? [] : ['progress-append-only'])],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.build/mutation-report.json' },
  thresholds: { high: 95, low: 90, break: 90 },
};
