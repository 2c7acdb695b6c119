/**
 * Mutation testing of the pure rules: what decides, counts, keys, redacts and fits a message to its channel.
 * Tables of prose and of numbers (cause, advice, words) are checked row by row in their own tests instead.
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
    'lib/{step,acted,acting,owed,hold,window,silence,link,telling,bucket,endpoint,token,posted,acceptance,notification,incident,oncall,family,loggable}.ts',
    'lib/messages/{subject,sms,text,attributes,time}.ts',
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
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.build/mutation-report.json' },
  thresholds: { high: 95, low: 90, break: 90 },
};
