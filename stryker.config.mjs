/** Prose and documents: what they say is read, row by row, in tests of their own. All other pure code is mutated. */
const LEFT_OUT = [
  ...['domain/diagnosis/causes/*', 'domain/diagnosis/runbook', 'messages/language/**/*'], // tables of sentences
  ...['domain/api/*', 'domain/oncall/config-schema', 'domain/intake/problem-details'], // what documents are made of
  ...['messages/{report,integrations}/*', 'messages/{weekly-report,duty-handover}'], // posts and mails, compared letter by letter
  'domain/reports/*', // figures on which no alert depends
  // Scanners of text: a mutant of a loop over characters runs for ever, and each costs half a minute. Tables of examples
  // try them instead (tests/unit/domain/security/secrets.ts, tests/unit/domain/intake).
  ...['domain/security/{secret,redact}*', 'domain/security/{account-numbers,decoded-layer,ip-address}'],
  ...['domain/endpoints/{display-url,display-host,redact-url}', 'domain/intake/find-fields*'],
  ...['domain/intake/{mentioned-url,cut-text,read-code,read-endpoint,parse-body}'],
];

/**
 * Mutation testing of the pure rules: what decides, counts, keys, redacts, times, and fits messages to their channels.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'in-process',
  plugins: ['./tests/mutation/runner.mjs'],
  buildCommand: 'node tests/mutation/bundle.cjs',
  mutate: ['lib/domain/**/*.ts', 'lib/messages/**/*.ts', ...LEFT_OUT.map((name) => `!lib/${name}.ts`)],
  ignorePatterns: [
    '/.*',
    '!/.npmrc',
    '/docs',
    '/bench',
    '/cli',
    '/deploy',
    '/tools',
    '/tests/simulation',
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
