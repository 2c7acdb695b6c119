import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import type { Integration } from '../../../../lib/domain/integrations/integration.ts';
import {
  type IntegrationAlert,
  isTogether,
  plainPostOf,
  postsOf,
} from '../../../../lib/messages/integrations/render-post.ts';
import { PagerdutyService } from '../../../../local/integrations/pagerduty.ts';
import { slackRules } from '../../../../local/integrations/slack.ts';
import type { Rules } from '../../../../local/integrations/stand-in.ts';
import { teamsRules } from '../../../../local/integrations/teams.ts';
import { anyAlert, anyText } from '../arbitrary.ts';
import { contextAt, incident, opened } from '../fixtures.ts';

const ROUTING_KEY = '0123456789abcdef0123456789abcdef';
const SLACK = { kind: 'slack', name: 'kitchen', url: 'https://hooks.slack.com/services/x' } as const;
const TEAMS = { kind: 'teams', name: 'office', url: 'https://teams.example/x' } as const;
const PAGER = { kind: 'pagerduty', name: 'pager', routingKey: ROUTING_KEY, region: 'us' } as const;

const context = {
  ...contextAt(5, { escalationMinutes: [15] }),
  links: { baseUrl: 'https://alerts.shop.example', secret: 'a secret for links, long enough' },
};

/** What a stand-in answers to each body, as if there were time between them. */
const answersTo = (rules: Rules, bodies: readonly string[]) =>
  bodies.map((body, index) => {
    const answer = rules(
      { headers: { 'content-type': 'application/json' }, body: Buffer.from(body) },
      new Date(index * 10_000),
    );
    return { status: answer.status, text: answer.body.toString('utf8') };
  });

const rulesOf = ({ kind }: Integration): Rules =>
  kind === 'slack' ? slackRules() : kind === 'teams' ? teamsRules() : new PagerdutyService(ROUTING_KEY).rules;

const asKnown = (alert: Omit<IntegrationAlert, 'isKnown'>, isKnown = false): IntegrationAlert => ({
  ...alert,
  isKnown,
});

test.each([SLACK, TEAMS, PAGER])(
  '$kind takes whatever is in an incident, alone and in plain form',
  (integration) => {
    fc.assert(
      fc.property(anyAlert, fc.boolean(), (alert, isKnown) => {
        const known = asKnown(alert, isKnown);
        const plain = plainPostOf(integration, known, context);
        const bodies = [...postsOf(integration, [known], context), ...(plain === undefined ? [] : [plain])];
        const refused = answersTo(rulesOf(integration), bodies).filter(({ status }) => status >= 300);
        expect(refused).toEqual([]);
      }),
      { numRuns: 150 },
    );
  },
);

test.each([SLACK, TEAMS])('$kind takes a digest of 45 of anything', (integration) => {
  fc.assert(
    fc.property(fc.array(anyAlert, { minLength: 45, maxLength: 45 }), (alerts) => {
      const [first, ...others] = alerts.map((alert) => asKnown(alert));
      if (!first) throw new Error('no alert was drawn');
      const refused = answersTo(
        rulesOf(integration),
        postsOf(integration, [first, ...others], context),
      ).filter(({ status }) => status >= 300);
      expect(refused).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('nothing that people or servers say becomes a mention, a link or a format', () => {
  const hostile =
    '<!channel> <@U1> <https://evil.example|click> *bold* `code` [x](https://evil.example) &amp;';
  const alert = asKnown(
    opened({
      acknowledgedBy: hostile,
      recentActions: [
        { number: 1, kind: 'note', actor: hostile, at: '2026-06-12T16:43:07.000Z', text: hostile },
      ],
      endpoint: 'https://api.shop.example/hooks/orders?a=<!channel>&b=1',
    }),
  );
  const [slack = ''] = postsOf(SLACK, [alert], context);
  expect(slack).not.toMatch(/<!|<@|\|click|<https:\/\/evil/);
  const [teams = ''] = postsOf(TEAMS, [alert], context);
  expect(teams).not.toMatch(/\]\(https:\/\/evil|<!|[^\\]\*bold/);
});

test('the buttons open the signed pages, and only those of what can still be done', () => {
  const urlsIn = (body: string | undefined): string[] =>
    [...(body ?? '').matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url.replace(/\?.*/, ''));
  const act = 'https://alerts.shop.example/act/k3m9x2p4q7ra-1';
  const [open] = postsOf(SLACK, [asKnown(opened())], context);
  expect(urlsIn(open)).toEqual(['acknowledge', 'silence', 'resolve', 'view'].map((one) => `${act}/${one}`));
  const acknowledged = { ...opened().incident, state: 'acknowledged' as const };
  const taken = { kind: 'acknowledged' as const, reason: '', incident: acknowledged };
  expect(urlsIn(postsOf(TEAMS, [asKnown(taken)], context)[0])).toEqual(
    ['silence', 'resolve', 'view'].map((one) => `${act}/${one}`),
  );
  const over = {
    kind: 'resolved' as const,
    reason: '',
    incident: incident({ state: 'resolved', resolvedAt: '2026-06-12T16:45:07.000Z', resolution: 'person' }),
  };
  expect(urlsIn(postsOf(SLACK, [asKnown(over)], context)[0])).toEqual([`${act}/view`]);
  // A stack without a console has none.
  const { links: _, ...without } = context;
  expect(urlsIn(postsOf(SLACK, [asKnown(opened())], without)[0])).toEqual([]);
});

test('the whole text of a digest stays below what Slack takes and is not documented', () => {
  const many = Array.from({ length: 45 }, (_, index) =>
    asKnown(
      opened({
        incidentId: `k3m9x2p4q7${String(index).padStart(2, '0')}-1`,
        endpoint: `https://a-rather-long-name-of-a-shop.example/hooks/orders/${index}`,
      }),
    ),
  );
  const [first = asKnown(opened()), ...others] = many;
  const [body = ''] = postsOf(SLACK, [first, ...others], context);
  const blocks = z
    .object({ blocks: z.array(z.object({ text: z.object({ text: z.string() }).optional() })) })
    .parse(JSON.parse(body)).blocks;
  const length = blocks.reduce((sum, { text }) => sum + (text?.text.length ?? 0), 0);
  expect(length).toBeLessThan(10_000);
  for (const { incident: one } of many) expect(body).toContain(one.incidentId);
});

test.each([SLACK, TEAMS])(
  '$kind takes a digest however long the links are, and says how many it leaves out',
  (integration) => {
    const baseUrl = `https://${'a-long-part.'.repeat(15)}example/${'stage/'.repeat(150)}`;
    const alerts = Array.from({ length: 45 }, (_, index) =>
      asKnown(opened({ incidentId: `k3m9x2p4q7${index + 10}-1` })),
    );
    const [first = asKnown(opened()), ...others] = alerts;
    const bodies = postsOf(integration, [first, ...others], {
      ...context,
      links: { ...context.links, baseUrl },
    });
    expect(answersTo(rulesOf(integration), bodies).filter(({ status }) => status >= 300)).toEqual([]);
    expect(bodies[0]).toMatch(/and \d+ more/);
  },
);

test('an event for PagerDuty says how severe it is, where it is acted on, and names its incident at its end', () => {
  const [body = ''] = postsOf(PAGER, [asKnown(opened())], context);
  expect(JSON.parse(body)).toMatchObject({
    event_action: 'trigger',
    dedup_key: 'k3m9x2p4q7ra-1',
    client_url: expect.stringMatching(/^https:\/\/alerts\.shop\.example\/act\/k3m9x2p4q7ra-1\/view\?/),
    payload: { severity: 'critical', summary: expect.stringMatching(/\(k3m9x2p4q7ra-1\)$/), group: 'orders' },
  });
  expect(isTogether(PAGER)).toBe(false);
});

test('PagerDuty is told of an incident before it is told that somebody has it', () => {
  const taken = {
    kind: 'acknowledged' as const,
    reason: '',
    incident: { ...opened().incident, state: 'acknowledged' as const },
  };
  const actionsOf = (isKnown: boolean) =>
    postsOf(PAGER, [asKnown(taken, isKnown)], context).map((body): unknown => JSON.parse(body));
  expect(actionsOf(false)).toEqual([
    expect.objectContaining({ event_action: 'trigger' }),
    expect.objectContaining({ event_action: 'acknowledge' }),
  ]);
  expect(actionsOf(true)).toEqual([expect.objectContaining({ event_action: 'acknowledge' })]);
});

test('what stands in a message and looks like a secret is hidden from each tool', () => {
  const secret = 'sk_live_51H8xyzABCDEFGHIJKLMNOP';
  fc.assert(
    fc.property(anyText(20), (text) => {
      const alert = asKnown(
        opened({
          recentActions: [
            {
              number: 1,
              kind: 'note',
              actor: 'Sara',
              at: '2026-06-12T16:43:07.000Z',
              text: `${text} api_key=${secret}`,
            },
          ],
        }),
      );
      for (const integration of [SLACK, TEAMS, PAGER])
        expect(postsOf(integration, [alert], context).join()).not.toContain(secret);
    }),
    { numRuns: 20 },
  );
});
