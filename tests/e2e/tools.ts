import { createHmac } from 'node:crypto';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { listen } from '../../local/gateway/http-server.ts';
import { StandIns } from '../../local/integrations/stand-ins.ts';
import type { Clients } from './clients.ts';
import type { Answer } from './https.ts';
import { check, timed, until } from './report.ts';
import { itemsOf } from './stored.ts';

const CONFIGURED = OncallConfig.shape.integrations.parse([
  { name: 'kitchen', slack: `\${env:SLACK_URL}` },
  { name: 'office', teams: `\${env:TEAMS_URL}` },
  { name: 'intake', webhook: `\${env:INTAKE_URL}`, secret: `\${ssm:/oncall/intake}` },
  // Nothing of the test is about installs: PagerDuty itself is posted nothing, and only what comes from it is tried.
  {
    name: 'pager',
    pagerduty: `\${env:PAGER_KEY}`,
    webhookSecret: `\${env:PAGER_SECRET}`,
    families: ['installs'],
  },
]);

/** The lines of `oncall.yml`: JSON is YAML too. */
export const INTEGRATIONS = `integrations: ${JSON.stringify(CONFIGURED.map((one) => ({ ...one })))}\n`;

/** The team's tools, which the deployed function reaches on this machine. */
export const startTools = async () => {
  let listener: StandIns['listener'] = (_, response) => response.writeHead(503).end();
  const server = await listen((request, response) => listener(request, response), 0);
  const standIns = new StandIns(server.url, CONFIGURED);
  listener = standIns.listener;
  const secrets = new Map(
    standIns.integrations.flatMap((one): [string, string][] => {
      if (one.kind === 'pagerduty')
        return [
          ['PAGER_KEY', one.routingKey],
          ['PAGER_SECRET', one.webhookSecret ?? ''],
        ];
      if (one.kind === 'webhook')
        return [
          ['INTAKE_URL', one.url],
          ['INTAKE_SECRET', one.secret],
        ];
      return [[one.kind === 'slack' ? 'SLACK_URL' : 'TEAMS_URL', one.url]];
    }),
  );
  const secretOf = (name: string): string => secrets.get(name) ?? '';
  return {
    standIns,
    intakeSecret: secretOf('INTAKE_SECRET'),
    pagerSecret: secretOf('PAGER_SECRET'),
    environment: Object.fromEntries(
      ['SLACK_URL', 'TEAMS_URL', 'INTAKE_URL', 'PAGER_KEY', 'PAGER_SECRET'].map((name) => [
        name,
        secretOf(name),
      ]),
    ),
    stop: () => server.close(),
  };
};
export type Tools = Awaited<ReturnType<typeof startTools>>;

type PostTo = (path: string, body: string, headers: Record<string, string>) => Promise<Answer>;

/** The first alert in each tool, and what somebody does in PagerDuty. */
export const checkTools = async (aws: Clients, tools: Tools, postTo: PostTo): Promise<void> => {
  const names = ['kitchen', 'office', 'intake'];
  const acceptedBy = (name: string) => tools.standIns.named(name).accepted;
  await timed("until the team's tools have it", () =>
    until(60_000, async () => names.every((name) => acceptedBy(name).length > 0) || undefined),
  );
  for (const name of names)
    check(`${name} took the alert`, acceptedBy(name).length > 0, tools.standIns.newest().slice(0, 3));
  const refused = tools.standIns.newest().filter(({ status }) => status >= 300);
  check('no tool refused anything', refused.length === 0, refused);
  check('nobody was posted what its filter keeps away', acceptedBy('pager').length === 0);

  const incident = (await itemsOf(aws.tables, 'incidents')).find((item) => item['state'] === 'open');
  const id = String(incident?.['incidentId']);
  const body = JSON.stringify({
    event: {
      event_type: 'incident.acknowledged',
      occurred_at: new Date().toISOString(),
      agent: { type: 'user_reference', summary: 'Sara Ahmed' },
      data: { incident_key: id, title: '' },
    },
  });
  const signature = `v1=${createHmac('sha256', tools.pagerSecret).update(body).digest('hex')}`;
  const path = '/integrations/pagerduty/pager';
  const forged = await postTo(path, body, { 'x-pagerduty-signature': `v1=${'0'.repeat(64)}` });
  check('what PagerDuty did not sign is answered with 404', forged.status === 404, forged);
  const taken = await postTo(path, body, { 'x-pagerduty-signature': signature });
  check('an acknowledgement in PagerDuty is taken', taken.status === 200, taken);
  const after = (await itemsOf(aws.tables, 'incidents')).find((item) => item['incidentId'] === id);
  check(
    '… and is one here, by name',
    after?.['state'] === 'acknowledged' && after['acknowledgedBy'] === 'Sara Ahmed (PagerDuty)',
    after,
  );
};
