import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { CustomNotification, chatOfWarnings } from '../../../../lib/messages/formats/chat.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { linkFor } from '../../../../lib/messages/sections/links.ts';
import type { Alert, Context } from '../../../../lib/messages/sections/message.ts';
import { anyAlert } from '../arbitrary.ts';
import { at, contextAt, incident, ORDERS, opened, resolved } from '../fixtures.ts';

const context = {
  ...contextAt(10),
  links: { baseUrl: 'https://alerts.shop.example', secret: 'a secret for this test, long enough' },
};
const read = (chat = ''): CustomNotification => CustomNotification.parse(JSON.parse(chat));

test('whatever an incident holds, its chat form fits the published schema, and holds no mention, link or format', () => {
  fc.assert(
    fc.property(fc.array(anyAlert, { minLength: 1, maxLength: 3 }), (alerts) => {
      const [first] = alerts;
      if (!first) return;
      for (const chat of [
        renderAlert(first, ['email'], context).chat,
        renderDigest(alerts, ['email'], context).chat,
      ]) {
        const { content, metadata } = read(chat);
        const shown = [content.title, content.description?.replaceAll(/`[^`\n]*`/g, ''), metadata?.summary];
        expect(shown.join('\n')).not.toMatch(/[<>&*_~|[\]`]/);
        expect(chat?.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('all that is told of an incident is one thread, and says what to do and where to act', () => {
  const { content, metadata } = read(renderAlert(opened(), ['email', 'sms'], context).chat);
  expect(metadata).toMatchObject({
    threadId: 'k3m9x2p4q7ra-1',
    eventType: 'opened',
    additionalContext: { dedupKey: 'k3m9x2p4q7ra-1', state: 'open', severity: 'critical', count: '1' },
  });
  expect(content.title).toMatch(/^OPEN Orders webhook/);
  expect(content.description).toContain('`https://api.shop.example/hooks/orders`');
  expect(content.nextSteps?.at(-1)).toBe(`See and act: ${linkFor('view', incident(), context)}`);
  const end = read(renderAlert(resolved(), ['email'], context).chat);
  expect(end.metadata).toMatchObject({ threadId: 'k3m9x2p4q7ra-1', eventType: 'resolved' });
});

test('without a console there is no link', () => {
  expect(read(renderAlert(resolved(), ['email'], contextAt(0)).chat).content.nextSteps).toEqual([]);
});

describe('the chat form of an incident', () => {
  const chat = (alert: Alert) => read(renderAlert(alert, ['email'], context).chat);

  test('has address, loss, what Flavours means, and what others did, a line each', () => {
    const recentActions = [
      { number: 1, kind: 'note' as const, actor: 'Sara', at: at(5), text: 'see <#general>' },
    ];
    expect(chat(opened({ recentActions })).content.description?.split('\n')).toEqual([
      `\`${ORDERS}\``,
      'at least 1 event lost since Fri 12 Jun 19:42 (UTC+03:00).',
      'Flavours says that a server answers, but the application behind it is down or overloaded (HTTP 503).',
      '19:47 Sara noted: "see #general ".',
    ]);
  });

  test('has its steps while it fails, four at most, without format', () => {
    const steps = chat(opened()).content.nextSteps ?? [];
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThanOrEqual(5);
    expect(chat(resolved()).content.nextSteps).toEqual([expect.stringMatching(/^See and act: /)]);
    expect(chat({ ...opened(), kind: 'test' }).content.nextSteps).toEqual([
      expect.stringMatching(/^See and act: /),
    ]);
  });

  test('of an end says no more what is wrong, but how it ended', () => {
    expect(chat(resolved()).content.description?.split('\n').slice(2)).toEqual([
      'Sara closed this incident at 20:54. We have not checked the endpoint ourselves.',
      'Fetch again: 19:40 to 20:50 at least',
    ]);
  });

  test('can be found by severity, family and cause; programs get the endpoint too', () => {
    expect(chat(opened()).content.keywords).toEqual(['critical', 'orders', 'unavailable']);
    expect(chat(opened()).metadata?.additionalContext).toHaveProperty('endpoint', ORDERS);
    const unread = opened({ endpoint: undefined, cause: 'unreadable' });
    expect(chat(unread).metadata?.additionalContext).not.toHaveProperty('endpoint');
    expect(chat(unread).content.description).toMatch(/^1 post since /);
  });

  test('has no sign left that could end the format of its address', () => {
    const odd = chat(opened({ endpoint: 'https://api.shop.example/a`b' })).content.description ?? '';
    expect(odd.split('\n')[0]).toBe('`https://api.shop.example/a%60b`');
  });
});

describe('the chat form of a digest', () => {
  const chat = (count: number, of: Context = context) =>
    read(
      renderDigest(
        Array.from({ length: count }, () => opened()),
        ['email'],
        of,
      ).chat,
    );

  test('has a line for each member, twenty at most, and belongs to no thread', () => {
    const lines = (count: number) => chat(count).content.description?.split('\n') ?? [];
    expect(lines(2)).toEqual(Array(2).fill(expect.stringMatching(/^- OPEN Orders webhook: /)));
    expect(lines(20)).toHaveLength(20);
    expect(lines(22).slice(19)).toEqual([expect.stringMatching(/^- OPEN/), 'and 2 more']);
    expect(chat(3).metadata).toEqual({
      eventType: 'digest',
      additionalContext: { kind: 'digest', count: '3' },
    });
  });

  test('says where to act, if there is a console', () => {
    expect(chat(2).content.nextSteps).toEqual(['See and act: https://alerts.shop.example/']);
    expect(chat(2, contextAt(10)).content).not.toHaveProperty('nextSteps');
  });
});

test('the chat form of warnings is a line each', () => {
  const chat = read(chatOfWarnings('WARNING <two>', ['one *bold*', 'two']));
  expect(chat).toEqual({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: 'WARNING two',
      description: '- one bold\n- two',
    },
    metadata: { eventType: 'warning', additionalContext: { kind: 'warning', count: '2' } },
  });
  expect(chatOfWarnings('\ud800', []).isWellFormed()).toBe(true);
});

describe('who is on duty, in a chat', () => {
  const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
  const { people, duties } = RuntimeOncallConfig.parse({
    people: { sara: person('Sara'), omar: person('Omar <b>') },
    duties: [{ people: ['sara', 'omar'] }, { people: ['sara'] }],
  });
  const withTeam = contextAt(10, { people, duties });
  const alert: Alert = { ...opened(), level: 2, onDuty: ['sara', 'omar'] };

  test.each([
    ['an incident', () => renderAlert(alert, ['email'], withTeam)],
    ['a digest', () => renderDigest([alert, alert], ['email'], withTeam)],
  ])('is a line each for people, and once each for programs: %s', (_, render) => {
    const message = render();
    const { content, metadata } = read(message.chat);
    expect(content.description?.split('\n').slice(-3)).toEqual([
      'On duty at level 1: Sara.',
      'On duty at level 1: Omar b .',
      'On duty at level 2: Sara.',
    ]);
    expect(metadata?.additionalContext).toHaveProperty('onDuty', 'sara, omar');
  });

  test('is not said where a team has no people', () => {
    expect(
      read(renderAlert(opened(), ['email'], context).chat).metadata?.additionalContext,
    ).not.toHaveProperty('onDuty');
  });
});

describe('what to fetch again, in a chat', () => {
  const window = '2026-06-12T16:40:07.000Z/2026-06-12T17:50:07.000Z unproven';
  const lossWindow = {
    from: at(-2),
    fromReason: 'before-first-notification',
    to: at(70),
    toReason: 'first-good-probe',
  } as const;
  const extraOf = (alert: Alert) =>
    read(renderAlert(alert, ['email'], context).chat).metadata?.additionalContext;

  test('is an interval for programs, and whether its end is proven', () => {
    expect(extraOf(resolved())).toHaveProperty('backfill', window);
    expect(extraOf(resolved({ resolution: 'probes', lossWindow }))).toHaveProperty(
      'backfill',
      '2026-06-12T16:40:07.000Z/2026-06-12T17:52:07.000Z proven',
    );
    expect(extraOf(opened())).not.toHaveProperty('backfill');
    expect(extraOf(resolved({ sources: { 'test-alert': 1 } }))).not.toHaveProperty('backfill');
  });

  test('is said for people, too: at least until then, or exactly', () => {
    const lines = (alert: Alert) =>
      read(renderAlert(alert, ['email'], context).chat)
        .content.description?.split('\n')
        .filter((line) => line.startsWith('Fetch'));
    expect(lines(resolved())).toEqual(['Fetch again: 19:40 to 20:50 at least']);
    expect(lines(resolved({ resolution: 'probes', lossWindow }))).toEqual(['Fetch again: 19:40 to 20:52']);
    expect(lines(opened())).toEqual([]);
  });

  test('stands in a digest beside each that is over, however many fail', () => {
    const over = resolved({ incidentId: 'over-1', endpointKey: 'over' });
    const { content, metadata } = read(
      renderDigest([...Array.from({ length: 21 }, () => opened()), over], ['email'], context).chat,
    );
    const lines = content.description?.split('\n') ?? [];
    expect(lines).toHaveLength(22);
    expect(lines.slice(0, 20)).toEqual(
      Array(20).fill(expect.stringMatching(/^- OPEN Orders webhook: .*[^.]$/)),
    );
    expect(lines.slice(20)).toEqual([
      expect.stringMatching(
        /^- CLOSED BY .*\. Fetch again: 19:40 to 20:50 at least$|^- RESOLVED .*\. Fetch again: 19:40 to 20:50 at least$/,
      ),
      'and 1 more',
    ]);
    expect(metadata?.additionalContext).toEqual({ kind: 'digest', count: '22', 'over-1': window });
  });
});

test('a name that is no text is no text in a chat either: lone halves of a sign are replaced', () => {
  const endpoints = [{ url: ORDERS, name: 'Orders \ud800' }];
  const { chat } = renderDigest([opened(), opened()], ['email'], contextAt(10, { endpoints }));
  expect(chat?.isWellFormed()).toBe(true);
  expect(JSON.parse(chat ?? '').content.title).not.toContain('\ud800');
});
