const { SEED } = process.env; // jest.config.cjs sees to it

/** Says how to draw the same again, wherever something failed. */
module.exports = class {
  onRunComplete(_contexts, { numFailedTests, numFailedTestSuites }) {
    if (numFailedTests + numFailedTestSuites === 0) return;
    process.stderr.write(`\nDrawn from seed ${SEED}; the same again: SEED=${SEED} npm test\n`);
  }
};
