/** The pure rules: what decides, counts, keys, redacts, times. Whoever adds one adds its name; its test is found in tests/unit. */
const RULES = [
  ...['about-to-lose', 'acceptance', 'acted', 'acting', 'action', 'address', 'api-token', 'availability'],
  ...['bucket', 'cause', 'day', 'delivered', 'drill', 'endpoint', 'family', 'hold', 'incident', 'link'],
  ...[
    'loggable',
    'look',
    'named-endpoint',
    'notification',
    'oncall',
    'owed',
    'owed-since',
    'posted',
    'probe',
  ],
  ...[
    'recovering',
    'shared-fate',
    'silence',
    'step',
    'subscriptions',
    'telling',
    'timeline',
    'token',
    'told',
  ],
  ...['verdict', 'warning', 'watched', 'window', 'zone', 'zone-format'],
];
/** What decides what a message says, and fits it to its channel. */
const MESSAGE_RULES = [
  ...['acts', 'attributes', 'digest', 'ended', 'facts', 'fetch-again', 'json', 'layout', 'links', 'next'],
  ...['render', 'seen', 'sms', 'subject', 'text', 'time', 'warning', 'words'],
];

/**
 * Mutation testing of the pure rules. Tables of prose (advice, words) are checked row by row in their own tests instead.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'in-process',
  plugins: ['./tests/mutation/runner.mjs'],
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
