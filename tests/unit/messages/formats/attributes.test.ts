import { expect, test } from '@jest/globals';
import { Family } from '../../../../lib/domain/oncall/family.ts';
import { Severity } from '../../../../lib/domain/oncall/severity.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { contextAt, opened } from '../fixtures.ts';

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
