import { describe, expect, test } from '@jest/globals';
import { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { stepsFor } from '../../../../lib/domain/diagnosis/runbook.ts';
import { backfill } from '../../../../lib/domain/incidents/backfill.ts';
import { readFloodStep } from '../../../../lib/domain/incidents/first-steps.ts';
import { incidentStory } from '../../../../lib/domain/incidents/story.ts';
import { Family } from '../../../../lib/domain/oncall/family.ts';
import { arabicSteps } from '../../../../lib/messages/language/arabic.ts';
import { arabicPhrases } from '../../../../lib/messages/language/phrase-list.ts';
import { STEPS } from '../../../../lib/messages/language/phrases/steps.ts';
import { inDirection, say, withAddress } from '../../../../lib/messages/language/say.ts';
import {
  clockIn,
  clockToSecondIn,
  durationIn,
  spanIn,
  zoneIn,
} from '../../../../lib/messages/language/times.ts';
import { contextAt, minutes, OPENED, opened, probed } from '../fixtures.ts';

test('both languages fill in the same values', () => {
  const rows = arabicPhrases()
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('{'))
    .map((line) => line.split(' | '));
  const holes = (text = ''): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
  expect(rows.length).toBeGreaterThan(60);
  for (const [english, arabic] of rows) {
    const missing = holes(arabic).filter((hole) => !holes(english).includes(hole));
    expect({ english, missing }).toEqual({ english, missing: [] });
  }
});

test('each step of the runbook has its Arabic, and no Arabic is left of a step that is gone', () => {
  const endpoints = ['https://api.shop.example/hooks/orders', undefined];
  const stem = (text: string): string => text.replace(/[.:]$/, '');
  const texts = [
    ...Cause.options.flatMap((cause) => endpoints.flatMap((endpoint) => stepsFor(cause, endpoint))),
    ...Cause.options.flatMap((cause) => incidentStory(opened({ cause, probe: probed(200) }).incident).steps),
    ...Family.options.flatMap(backfill),
    readFloodStep({ incidentId: 'flood:main-1' }, { place: { stage: 'prod', region: 'eu-central-1' } }),
  ].map(({ text }) => text);
  for (const { text } of arabicSteps(texts.map((text) => ({ text }))))
    expect(text).toMatch(/^\p{Script=Arabic}/u);
  const known = new Set(texts.map(stem));
  expect(Object.keys(STEPS).filter((english) => !known.has(stem(english)))).toEqual([]);
});

describe('an Arabic line', () => {
  const phrase = { en: '{name} is failing', ar: '{name} لا يعمل' };
  test('isolates what could turn it, and leaves Arabic words and numbers as they are', () => {
    expect(say('ar', phrase, { name: 'Orders (Riyadh)' })).toBe('\u2068Orders (Riyadh)\u2069 لا يعمل');
    expect(say('ar', phrase, { name: 'طلبات الرياض' })).toBe('طلبات الرياض لا يعمل');
    expect(say('ar', phrase, { name: 503 })).toBe('503 لا يعمل');
    expect(say('en', phrase, { name: 'Orders' })).toBe('Orders is failing');
  });
  test('keeps its signs where they belong in a program that shows every line from left to right', () => {
    expect(inDirection('ar', 'إسكات:\n1. افحص\nhttps://x.example/\nيعمل')).toBe(
      'إسكات:\u200f\n\u200f1. افحص\nhttps://x.example/\nيعمل',
    );
    expect(inDirection('ar', 'أجب بـ HTTP 503 من oncall.yml')).toBe(
      'أجب بـ \u2066HTTP 503\u2069 من \u2066oncall.yml\u2069\u200f',
    );
    expect(inDirection('ar', 'قال \u2068x (y\u2069 و z')).toBe('قال \u2068x (y\u2069 و \u2066z\u2069\u200f');
    expect(inDirection('en', 'a: b')).toBe('a: b');
  });
  test('has an address under it, never in it', () => {
    const about = { en: 'Endpoint: {address}', ar: 'نقطة الاستقبال:' };
    expect(withAddress('en', about, 'https://x.example/', {})).toEqual(['Endpoint: https://x.example/']);
    expect(withAddress('ar', about, 'https://x.example/', {})).toEqual([
      'نقطة الاستقبال:',
      'https://x.example/',
    ]);
  });
});

describe('times', () => {
  const arabic = contextAt(0, { language: 'ar' });
  const english = contextAt(0);
  const later = OPENED + minutes(24 * 60);
  test('have their day where it is not today', () => {
    expect([clockIn(english, OPENED), clockIn(english, later)]).toEqual(['19:42', 'Sat 13 Jun 19:42']);
    expect([clockIn(arabic, OPENED), clockIn(arabic, later)]).toEqual([
      'الساعة 19:42',
      'السبت، 13 يونيو الساعة 19:42',
    ]);
    expect(clockToSecondIn(english, OPENED)).toBe('19:42:07');
    expect(clockToSecondIn(arabic, later)).toContain('19:42:07');
  });
  test('a span names its day once, and both days where it has two', () => {
    expect(spanIn(english, OPENED, OPENED + minutes(10))).toEqual({ from: '19:42', to: '19:52' });
    expect(spanIn(english, later, later + minutes(10))).toEqual({ from: 'Sat 13 Jun 19:42', to: '19:52' });
    expect(spanIn(english, OPENED, later)).toEqual({ from: '19:42', to: 'Sat 13 Jun 19:42' });
  });
  test.each([
    [0, 'أقل من دقيقة'],
    [1, 'دقيقة واحدة'],
    [2, 'دقيقتان'],
    [5, '5 دقائق'],
    [30, '30 دقيقة'],
    [60, 'ساعة واحدة'],
    [70, 'ساعة واحدة و10 دقائق'],
    [3 * 1440 + 120, '3 أيام وساعتان'],
    [100 * 1440, '100 يوم'],
  ])('%d minutes in Arabic', (count, words) => {
    expect(durationIn('ar', minutes(count))).toBe(words);
  });
  test('a zone is called by its city', () => {
    const zone = (timeZone: string, language: 'en' | 'ar') => zoneIn({ timeZone, language });
    expect(zone('Asia/Riyadh', 'en')).toBe('Riyadh');
    expect(zone('Asia/Riyadh', 'ar')).toBe('الرياض');
    expect(zone('America/New_York', 'ar')).toBe('New York');
    expect(zone('Etc/GMT-3', 'en')).toBe('Etc/GMT-3');
    expect(zone('UTC', 'en')).toBe('UTC');
  });
});
