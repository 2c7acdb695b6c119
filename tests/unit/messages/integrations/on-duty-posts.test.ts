import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { type IntegrationAlert, postsOf } from '../../../../lib/messages/integrations/render-post.ts';
import { slackRules } from '../../../../local/integrations/slack.ts';
import { teamsRules } from '../../../../local/integrations/teams.ts';
import { contextAt, incident, opened } from '../fixtures.ts';

/* Who reads a channel at night sees whose telephone rang. */
const SLACK = { kind: 'slack', name: 'kitchen', url: 'https://hooks.slack.com/services/x' } as const;
const PAGER = { kind: 'pagerduty', name: 'pager', routingKey: '0'.repeat(32), region: 'us' } as const;
const TEAMS = { kind: 'teams', name: 'office', url: 'https://teams.example/x' } as const;

const contextOf = (people: Record<string, string>) => {
  const keys = Object.keys(people);
  const team = RuntimeOncallConfig.parse({
    people: Object.fromEntries(keys.map((key) => [key, { name: people[key], hasEmail: true, hasSms: true }])),
    duties: [{ people: keys }],
  });
  return contextAt(5, { people: team.people, duties: team.duties });
};
const called = (more: Partial<IntegrationAlert> = {}): IntegrationAlert => ({
  ...opened(),
  level: 1,
  onDuty: ['sara'],
  isKnown: false,
  ...more,
});
const over = called({ kind: 'resolved', incident: incident({ state: 'resolved', resolution: 'quiet' }) });
const another = called({ incident: incident({ incidentId: 'k3m9x2p4q7rb-1' }) });
/** A test alert is over with its own trigger. */
const tested = called({ kind: 'test', incident: incident({ state: 'resolved' }) });

test.each([SLACK, TEAMS])('$kind is told who is on duty, of one incident and of many', (integration) => {
  const context = contextOf({ sara: 'Sara', omar: 'Omar' });
  expect(postsOf(integration, [called()], context)[0]).toContain('On duty: Sara. On duty: Omar.');
  expect(postsOf(integration, [tested], context)[0]).toContain('On duty: Sara. On duty: Omar.');
  expect(postsOf(integration, [called(), another], context)[0]).toContain('On duty: Sara. On duty: Omar.');
});

test('PagerDuty has it among the details', () => {
  const context = contextOf({ sara: 'Sara' });
  const detailsOf = (alert: IntegrationAlert): unknown =>
    JSON.parse(postsOf(PAGER, [alert], context)[0] ?? '');
  expect(detailsOf(called())).toMatchObject({ payload: { custom_details: { on_duty: 'On duty: Sara.' } } });
  expect(JSON.stringify(detailsOf(over))).not.toContain('on_duty');
  expect(JSON.stringify(detailsOf(tested))).toContain('on_duty');
});

test.each([SLACK, TEAMS])(
  '$kind is told of nobody where it is over, or where a team has no people',
  (integration) => {
    expect(postsOf(integration, [over], contextOf({ sara: 'Sara' }))[0]).not.toContain('On duty');
    expect(postsOf(integration, [over, over], contextOf({ sara: 'Sara' }))[0]).not.toContain('On duty');
    const { onDuty: _, ...alone } = called();
    expect(postsOf(integration, [alone], contextAt(5))[0]).not.toContain('On duty');
  },
);

test.each([
  { integration: SLACK, rules: slackRules() },
  { integration: TEAMS, rules: teamsRules() },
])(
  '$integration.kind takes a digest however many are on duty, whatever their names',
  ({ integration, rules }) => {
    const people = Array.from({ length: 40 }, (_, index) => [`p${index}`, `<!here> *${'&'.repeat(50)}`]);
    const many = Array.from({ length: 45 }, (_, index) =>
      called({ incident: incident({ incidentId: `k3m9x2p4q7${index + 10}-1` }) }),
    );
    const [body = ''] = postsOf(integration, [called(), ...many], contextOf(Object.fromEntries(people)));
    expect(body).toContain('On duty');
    expect(body).not.toMatch(/<!/);
    const answer = rules(
      { headers: { 'content-type': 'application/json' }, body: Buffer.from(body) },
      new Date(0),
    );
    expect(answer.status).toBeLessThan(300);
  },
);
