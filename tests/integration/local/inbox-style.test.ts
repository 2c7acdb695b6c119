import { expect, test } from '@jest/globals';
import { AlertKind } from '../../../lib/domain/incidents/last-sent.ts';
import { STYLE } from '../../../local/inbox/style.ts';

test('every kind that has a colour is a kind of message', () => {
  const rules = STYLE.split('\n').find((line) => line.startsWith('.kind{')) ?? '';
  const coloured = [...rules.matchAll(/\.([a-z]+)(?=[,{])/g)].map(([, name]) => name);
  expect(coloured.length).toBeGreaterThan(3);
  expect(coloured.filter((name) => name !== 'kind')).toEqual(
    expect.arrayContaining(['opened', 'resolved', 'digest']),
  );
  const kinds: readonly string[] = ['kind', 'digest', ...AlertKind.options];
  expect(coloured.filter((name) => !kinds.includes(name ?? ''))).toEqual([]);
});
