import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isAllowed, type Licensed, Lock, licensed } from '../../../tools/licences/allowed.ts';
import { type Bill, onlyDeployed } from '../../../tools/licences/bill-of-materials.ts';

const lock = Lock.parse(JSON.parse(readFileSync(join(__dirname, '../../../package-lock.json'), 'utf8')));
const one = (licence: string, isDeployed: boolean, name = 'a'): Licensed => ({
  name,
  version: '1.0.0',
  licence,
  isDeployed,
  path: `node_modules/${name}`,
});

test('every package of the lock file has a licence that is allowed', () => {
  const all = licensed(lock);
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter(({ isDeployed }) => isDeployed).length).toBeGreaterThan(20);
  expect(all.filter((it) => !isAllowed(it))).toEqual([]);
});

test.each([
  ['MIT', true, true],
  ['(MIT OR GPL-3.0)', true, true],
  ['MIT AND GPL-3.0', true, false],
  ['GPL-3.0', true, false],
  ['AGPL-3.0', false, false],
  ['none', true, false],
  ['none', false, false],
  ['MPL-2.0', false, true],
  ['MPL-2.0', true, false],
  ['SEE LICENSE IN README.md AND LICENSE', false, false],
])('%s, deployed: %s → allowed: %s', (licence, isDeployed, expected) => {
  expect(isAllowed(one(licence, isDeployed))).toBe(expected);
});

const bill: Bill = {
  bomFormat: 'CycloneDX',
  metadata: { component: { 'bom-ref': 'own@1', name: 'folder' } },
  components: ['a', 'tool'].map((name) => ({ 'bom-ref': `${name}@1.0.0`, name, version: '1.0.0' })),
  dependencies: [
    { ref: 'own@1', dependsOn: ['a@1.0.0', 'tool@1.0.0'] },
    { ref: 'tool@1.0.0', dependsOn: ['a@1.0.0'] },
    { ref: 'a@1.0.0', dependsOn: [] },
  ],
};

test('the bill of what is deployed has all of that and no tool, under our own name', () => {
  const packages = [one('MIT', true, 'a'), one('MIT', false, 'tool')];
  expect(onlyDeployed(bill, packages, 'us')).toEqual({
    bomFormat: 'CycloneDX',
    metadata: { component: { 'bom-ref': 'own@1', name: 'us' } },
    components: [bill.components[0]],
    dependencies: [
      { ref: 'own@1', dependsOn: ['a@1.0.0'] },
      { ref: 'a@1.0.0', dependsOn: [] },
    ],
  });
});

test('a deployed package that the bill lacks is no bill', () => {
  expect(() => onlyDeployed(bill, [one('MIT', true, 'zod')], 'us')).toThrow('the bill lacks zod@1.0.0');
});
