const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/*
 * Jest knows how long a file takes once it has run it; a fresh clone knows nothing, and a long file that starts last
 * keeps one worker busy while the others are done. These took more than 12 s in a whole run.
 */
const LONGEST = [
  'tests/simulation/simulation.test.ts',
  'tests/integration/local/main.test.ts',
  'tests/integration/sweep-many.test.ts',
  'tests/integration/normal-status.test.ts',
  'tests/browser/at-hand.test.ts',
  'tests/integration/alarms/emitted.test.ts',
  'tests/integration/console/exports.test.ts',
  'tests/integration/local/demo.test.ts',
  'tests/integration/turn.test.ts',
  'tests/integration/console/sign-in.test.ts',
  'tests/integration/probe-flood.test.ts',
  'tests/integration/integrations/kill-integrate.test.ts',
  'tests/simulation/quarter/quarter.test.ts',
  'tests/integration/send-due-alerts.test.ts',
  'tests/integration/conformance/odd-items.test.ts',
  'tests/unit/messages/size.test.ts',
  'tests/integration/template/template.test.ts',
  'tests/browser/hostile.test.ts',
];

module.exports = class extends Sequencer {
  sort(tests) {
    const places = new Map(LONGEST.map((file, place) => [join(__dirname, '../..', file), place]));
    const absent = [...places.keys()].filter((file) => !existsSync(file));
    if (absent.length > 0)
      throw new Error(`tests/setup/longest-first.cjs names what is not there: ${absent}`);
    const placeOf = ({ path }) => places.get(path) ?? LONGEST.length;
    return super.sort(tests).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
};
