import { describe, expect, test } from '@jest/globals';
import { Family } from '../../../../lib/domain/oncall/family.ts';
import { Severity } from '../../../../lib/domain/oncall/severity.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { contextAt, opened, resolved } from '../fixtures.ts';

test('an alert names its kind, severity and family, and lists sources and who is meant', () => {
  expect(
    renderAlert(opened({ sources: { main: 1, jeddah: 2 } }), ['email', 'sms'], contextAt(0)).attributes,
  ).toEqual({
    kind: 'opened',
    severity: 'critical',
    family: 'orders',
    recipient: ['people:level-1', 'machines:level-1', 'woken:level-1'],
    source: ['main', 'jeddah'],
  });
});

test('a digest has what any of its members has, so that no filter for one of them misses it', () => {
  const members = [
    opened({ sources: { main: 1 } }),
    opened({ endpoint: 'https://a.example/loyalty', sources: { jeddah: 1, main: 1 } }),
  ];
  expect(renderDigest(members, ['email'], contextAt(0)).attributes).toEqual({
    kind: 'digest',
    severity: ['critical', 'warning'],
    family: ['orders', 'loyalty'],
    recipient: ['people:level-1', 'machines:level-1'],
    source: ['main', 'jeddah'],
  });
});

test('a digest goes to the highest level of its members, and names 500 sources at most', () => {
  const sources = (from: number) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`shop-${from + index}`, 1]));
  const members = [{ ...opened({ sources: sources(0) }), level: 2 }, opened({ sources: sources(290) })];
  const { recipient, source } = renderDigest(members, ['email'], contextAt(0)).attributes;
  expect(recipient).toEqual(['people:level-1', 'people:level-2', 'machines:level-1', 'machines:level-2']);
  expect(source).toHaveLength(500);
});

describe('that it is over', () => {
  const everywhere = [1, 2, 3, 4, 5].map((level) => `machines:level-${level}`);
  const recipients = (...given: Parameters<typeof renderDigest>) =>
    renderDigest(...given).attributes.recipient;

  test('reaches the machines of every level, and people of those that were alerted', () => {
    expect(renderAlert(resolved(), ['email', 'sms'], contextAt(72)).attributes.recipient).toEqual([
      'people:level-1',
      ...everywhere,
      'woken:level-1',
    ]);
  });

  test('reaches nobody else where it is for machines alone', () => {
    const alert = { ...resolved(), level: 3 };
    expect(renderAlert(alert, ['machines'], contextAt(72)).attributes.recipient).toEqual(everywhere);
    expect(recipients([alert, alert], ['machines'], contextAt(72))).toEqual(everywhere);
  });

  test('reaches no machine that has heard it, unless another member of the digest is for machines', () => {
    const heard = { ...resolved(), only: 'people' as const };
    const message = renderAlert(heard, ['email'], contextAt(72));
    expect(message.attributes.recipient).toEqual(['people:level-1']);
    expect(message).not.toHaveProperty('chat');
    expect(recipients([heard, opened()], ['email'], contextAt(72))).toEqual([
      'people:level-1',
      'machines:level-1',
    ]);
  });
});

test('no attribute is empty: SNS refuses it', () => {
  expect(renderAlert(opened({ sources: {} }), ['email'], contextAt(0)).attributes).not.toHaveProperty(
    'source',
  );
});

test('a test alert reaches everybody, whichever sources somebody has asked for', () => {
  const context = contextAt(0, { filteredSources: ['main', 'riyadh'] });
  const alert = { ...opened({ sources: { 'test-alert': 1 } }), kind: 'test' as const };
  const { severity, family, source } = renderAlert(alert, ['email', 'sms'], context).attributes;
  expect(severity).toEqual(Severity.options);
  expect(family).toEqual(Family.options);
  expect(source).toEqual(['test-alert', 'main', 'riyadh']);
  expect(renderAlert(opened(), ['email'], context).attributes['source']).toEqual(['main']);
});

test('a test alert leaves out no source that somebody asks for, however many there are', () => {
  const filteredSources = Array.from({ length: 700 }, (_, index) => `shop-${index}`);
  const alert = { ...opened({ sources: { 'test-alert': 1 } }), kind: 'test' as const };
  const { attributes } = renderAlert(alert, ['email'], contextAt(0, { filteredSources }));
  expect(attributes['source']).toEqual(['test-alert', ...filteredSources]);
});
