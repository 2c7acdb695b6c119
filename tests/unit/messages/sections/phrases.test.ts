import { describe, expect, test } from '@jest/globals';
import type { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { AlertKind, type RecordedActionKind } from '../../../../lib/domain/incidents/last-sent.ts';
import { incidentStory } from '../../../../lib/domain/incidents/story.ts';
import { actionSentence, actionSentences } from '../../../../lib/messages/sections/actions.ts';
import { facts } from '../../../../lib/messages/sections/facts.ts';
import { firstLink, otherLinks } from '../../../../lib/messages/sections/links.ts';
import {
  asciiName,
  isClosedWhileFailing,
  lost,
  placeOf,
  placeRead,
  shortCause,
  stateWord,
} from '../../../../lib/messages/sections/phrases.ts';
import { at, contextAt, incident, opened, probed, resolved, sentAt } from '../fixtures.ts';

test('each kind of message has its own first words', () => {
  const words = AlertKind.options.map((kind) => stateWord({ kind, incident: incident() }));
  expect(new Set(words).size).toBe(AlertKind.options.length);
  expect(words.every((word) => /^[A-Z ,]+$/.test(word))).toBe(true);
  expect(stateWord({ kind: 'test', incident: incident() })).toBe('TEST');
  expect(stateWord(resolved())).toBe('RESOLVED');
  expect(stateWord(resolved({ resolution: 'quiet' }))).toBe('CLOSED, UNVERIFIED');
});

test('what a person closed while our own probe failed is never called resolved', () => {
  expect(stateWord(resolved({ probe: probed(503) }))).toBe('CLOSED BY SARA');
  expect(stateWord(resolved({ probe: probed(503), resolvedBy: 'سارة' }))).toBe('CLOSED BY A PERSON');
  expect(stateWord(resolved({ probe: probed(503), resolvedBy: undefined }))).toBe('CLOSED BY A PERSON');
  expect(stateWord(resolved({ probe: probed(200) }))).toBe('RESOLVED');
  const normalStatus = { status: 503, learnedFrom: 'person', actor: 'Sara', at: at(72) } as const;
  expect(stateWord(resolved({ probe: probed(503), normalStatus }))).toBe('RESOLVED');
});

const statusOf = (of: Incident): string => incidentStory(of).status;

describe('the status of HTTP', () => {
  const status = (code: number | undefined, cause: Cause) =>
    statusOf(incident({ cause, sample: { at: at(0), ...(code !== undefined && { code }) } }));

  test('stands beside the cause that was read from it', () => {
    expect(status(503, 'unavailable')).toBe(' (HTTP 503)');
    expect(status(300, 'redirect')).toBe(' (HTTP 300)');
    expect(status(599, 'gateway-timeout')).toBe(' (HTTP 599)');
  });
  test('does not where the cause was read from something else, or the code is no status', () => {
    expect(status(503, 'gateway-timeout')).toBe('');
    expect(status(0, 'unknown')).toBe('');
    expect(status(299, 'unknown')).toBe('');
    expect(status(1234, 'unknown')).toBe('');
  });
  test('is said to be unknown where none was posted, but not of a post that could not be read, nor of our own probe', () => {
    expect(status(undefined, 'connection')).toBe(' (code unknown)');
    const sample = { at: at(0) };
    expect(statusOf(incident({ cause: 'connection', sample, count: 0 }))).toBe('');
    const { endpoint: _, ...unread } = incident({ cause: 'unreadable', sample });
    expect(statusOf(unread)).toBe('');
  });
});

test('a name that ASCII would spoil gives way to that of its family; a real question mark stays', () => {
  const name = (text: string) => asciiName({ name: text, family: 'orders', severity: 'critical' });
  expect(name('Café Riyadh')).toBe('Cafe Riyadh');
  expect(name('طلبات')).toBe('Orders webhook');
  expect(name('Orders الرياض')).toBe('Orders webhook');
  expect(name('Orders?')).toBe('Orders?');
  expect(name('\u0301')).toBe('Orders webhook');
});

test('what nobody could read is placed by its sources', () => {
  const unread = incident({ endpoint: undefined, sources: { main: 1, jeddah: 2 }, count: 3 });
  expect(placeOf(unread)).toBe('source main, jeddah');
  expect(lost(unread)).toBe('3 posts');
  expect(lost(incident({ count: 1 }))).toBe('at least 1 event lost');
});

describe('what people did', () => {
  const sentence = (kind: RecordedActionKind, over: { text?: string; until?: string } = {}) =>
    actionSentence({ number: 1, kind, actor: 'Sara\nAli', at: at(5), ...over }, contextAt(6));

  test('is said with who and when, and until when', () => {
    expect(sentence('acknowledged', { until: at(35) })).toBe('19:47 Sara Ali acknowledged it until 20:17.');
    expect(sentence('acknowledged')).toBe('19:47 Sara Ali acknowledged it.');
    expect(sentence('silenced', { until: at(65), text: 'known' })).toBe(
      '19:47 Sara Ali silenced it until 20:47 at the latest: "known".',
    );
    expect(sentence('silenced', { text: 'x' })).toBe('19:47 Sara Ali silenced it: "x".');
    expect(sentence('unsilenced')).toBe('19:47 Sara Ali ended the silence.');
    expect(sentence('note', { text: 'it was\nthe disk' })).toBe('19:47 Sara Ali noted: "it was the disk".');
  });

  test('is a sentence for each act that the others do not know', () => {
    const recentActions = [1, 2, 3].map((number) => ({
      number,
      kind: 'note' as const,
      actor: 'Sara',
      at: at(number),
      text: `n${number}`,
    }));
    const lastSent = sentAt(1, { lastAction: 1 });
    expect(actionSentences(incident({ recentActions, lastSent }), contextAt(6))).toEqual([
      '19:44 Sara noted: "n2".',
      '19:45 Sara noted: "n3".',
    ]);
  });

  test('says how many there were before those that it names', () => {
    const recentActions = [14, 15].map((number) => ({
      number,
      kind: 'note' as const,
      actor: 'Sara',
      at: at(number),
      text: `n${number}`,
    }));
    const rows = (lastSent: number) =>
      actionSentences(
        incident({ recentActions, lastSent: sentAt(1, { lastAction: lastSent }) }),
        contextAt(20),
      );
    expect(rows(0)[0]).toBe('13 earlier actions are on the time-line.');
    expect(rows(12)).toEqual([
      '1 earlier action is on the time-line.',
      '19:56 Sara noted: "n14".',
      '19:57 Sara noted: "n15".',
    ]);
    expect(rows(13)[0]).toBe('19:56 Sara noted: "n14".');
    expect(rows(15)).toEqual([]);
  });
});

describe('what was posted', () => {
  const rows = (over: Partial<Incident>) => facts(incident(over), contextAt(1)).join('\n');
  const names = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`4${number}0`, 1]));

  test('is what Flavours said last, how often, and by which source', () => {
    expect(rows({})).toContain('\nFlavours said: 503 "Service Unavailable" (once, source main)\n');
    expect(rows({ count: 5, sources: { main: 3, riyadh: 2 } })).toContain(
      'Flavours said: 503 "Service Unavailable" (5 times)\nSources: main (3), riyadh (2)\n',
    );
    expect(rows({ sample: { at: at(0), code: 0 } })).toContain('Flavours said: 0 without a message (once');
    expect(rows({ sample: { at: at(0), message: 'x' } })).toContain('Flavours said: no code, "x" (once');
    expect(rows({ sample: { at: at(0) } })).toContain('Flavours said: neither code nor message (once');
  });

  test('has codes with their counts where there is more than one, the most frequent first, eight at most', () => {
    expect(rows({ codes: { 0: 2, 503: 5 } })).toContain('\nCodes: 503 (5), 0 (2)\n');
    expect(rows({ codes: { 503: 5 } })).not.toContain('Codes');
    expect(rows({ codes: names(8) })).not.toContain('more');
    expect(rows({ codes: names(9) })).toContain('470 (1), 1 more');
    expect(rows({ codes: names(9) })).not.toContain('480 (1)');
  });

  test('is nothing where only our own probes failed', () => {
    expect(rows({ count: 0, codes: {}, sources: {} })).not.toContain('Flavours said');
  });
});

describe('links to act', () => {
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
  const purposes = (state: 'open' | 'acknowledged' | 'resolved') =>
    [
      ...firstLink(incident({ state }), { ...contextAt(0), links }),
      ...otherLinks(opened({ state }), { ...contextAt(0), links }),
    ].flatMap((row) => /\/act\/[^/]+\/(\w+)\?/.exec(row)?.[1] ?? []);

  test('are those that are of use', () => {
    expect(purposes('open')).toEqual(['acknowledge', 'silence', 'resolve', 'view']);
    expect(purposes('acknowledged')).toEqual(['silence', 'resolve', 'view']);
    expect(purposes('resolved')).toEqual(['view']);
  });

  test.each([
    ['en', /for 45 minutes/],
    ['ar', /45 دقيقة/],
  ] as const)('say for how long nobody is woken, as oncall.yml has it (%s)', (language, words) => {
    const context = { ...contextAt(0, { language, acknowledgementMinutes: 45 }), links };
    expect(firstLink(incident(), context).join('\n')).toMatch(words);
  });

  test('are none without a console', () => {
    expect(firstLink(incident(), contextAt(0))).toEqual([]);
    expect(otherLinks(opened(), contextAt(0))).toEqual([]);
  });
});

test('only what a person closed is closed while it fails', () => {
  const failing = { probe: probed(503), resolvedAt: at(72) };
  const isClosed = (over: Partial<Incident>) => isClosedWhileFailing(incident({ ...failing, ...over }));
  expect(isClosed({ state: 'open' })).toBe(false);
  expect(isClosed({ state: 'resolved', resolution: 'person' })).toBe(true);
  // Before incidents kept how they ended, only people closed them.
  expect(isClosed({ state: 'resolved' })).toBe(true);
  expect(isClosed({ state: 'resolved', resolution: 'expired' })).toBe(false);
  expect(isClosed({ state: 'resolved', resolution: 'person', probe: probed(200) })).toBe(false);
});

describe('where an incident is', () => {
  const places = (endpoint: string | undefined) => {
    const one = incident({ endpoint, sources: { main: 1 } });
    return [placeRead(one), placeOf(one)];
  };

  test('is said without the scheme, to read in its own script and as ASCII', () => {
    expect(places('https://api.shop.example/hooks/orders')).toEqual([
      'api.shop.example/hooks/orders',
      'api.shop.example/hooks/orders',
    ]);
    expect(places('http://xn--mgba3a4f16a.example/a?next=http://b.example')).toEqual([
      'ایران.example/a?next=*** (key k3m9x2p4q7ra)',
      'xn--mgba3a4f16a.example/a?next=***',
    ]);
    // A second scheme stays, as a part of the path.
    expect(places('https://h.example/https://b.example')[0]).toBe('h.example/https://b.example');
  });

  test('is its source where no endpoint can be read', () => {
    expect(places(undefined)).toEqual(['source main', 'source main']);
    expect(places('orders')).toEqual(['source main', 'source main']);
  });
});

test('a cause that is not known here has the words of an unknown one', () => {
  expect(shortCause('unavailable')).toBe('app down or overloaded');
  expect(shortCause('haunted')).toBe(shortCause('unknown'));
});
