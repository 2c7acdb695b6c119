import { expect, test } from '@jest/globals';
import { ActorName } from '../../../../lib/domain/incidents/action.ts';
import { PersonName, programName } from '../../../../lib/domain/incidents/actor.ts';

test.each([
  ['grafana', 'Sara', 'grafana (API), says Sara'],
  ['grafana', 'grafana', 'grafana (API)'],
  ['a', 'x'.repeat(60), `a (API), says ${'x'.repeat(45)}…`],
  ['a'.repeat(40), 'Mohammed', `${'a'.repeat(40)} (API), says Mohamm…`],
  ['a', '🍔'.repeat(30), `a (API), says ${'🍔'.repeat(22)}…`],
])('a token %s that calls itself %s stands as %s', (label, says, shown) => {
  expect(programName(label, says)).toBe(shown);
  expect(ActorName.parse(shown)).toBe(shown);
});

test.each(['ops (API)', 'ops (api)', 'ops ( API )', 'ops （ＡＰＩ）', '(API)', 'ops (A\u200bPI)'])(
  'no person is called %j',
  (name) => expect(PersonName.safeParse(name).success).toBe(false),
);
test.each(['Sara', 'API team', 'نورة', 'Sara (night)', 'A. P. Ibrahim'])(
  'a person may be called %j',
  (name) => expect(PersonName.parse(name)).toBe(name),
);
