import { expect, test } from '@jest/globals';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import { contextAt, opened } from './fixtures.ts';

const trial = opened({ sources: { 'test-alert': 1 } });

test('many tests are one message, as of one: nothing is broken', () => {
  const alone = renderAlert(trial, ['email', 'sms'], contextAt(0));
  expect(renderDigest([trial, trial], ['email', 'sms'], contextAt(0))).toEqual(alone);
});

test('a test beside what fails is no reason to hide that', () => {
  for (const alerts of [
    [trial, opened()],
    [opened(), trial],
  ])
    expect(JSON.parse(renderDigest(alerts, ['email', 'sms'], contextAt(0)).machine)).toMatchObject({
      kind: 'digest',
    });
});

test('only the forms that somebody reads are written', () => {
  expect(Object.keys(renderAlert(opened(), ['email', 'sms'], contextAt(0))).toSorted()).toEqual([
    'attributes',
    'audience',
    'chat',
    'email',
    'machine',
    'sms',
    'subject',
  ]);
  expect(renderAlert(opened(), ['email'], contextAt(0))).not.toHaveProperty('sms');
});
