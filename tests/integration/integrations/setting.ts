import { ulid } from 'ulid';
import { POST_TIMEOUT_MS, postWithin } from '../../../lib/adapters/integrations/post.ts';
import { alertsIn } from '../../../lib/adapters/lambda/sns-records.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { AlertKind } from '../../../lib/domain/incidents/last-sent.ts';
import type { Integration } from '../../../lib/domain/integrations/integration.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { IntegrationRun } from '../../../lib/use-cases/integrations/context.ts';
import { serveIntegrations } from '../../../lib/use-cases/integrations/serve-integrations.ts';
import { listen } from '../../../local/gateway/http-server.ts';
import { StandIns } from '../../../local/integrations/stand-ins.ts';
import { contextAt } from '../../unit/messages/fixtures.ts';
import { alertingRun } from '../alerting-run.ts';
import { pickySns } from '../picky-sns.ts';
import { startWorld, type World } from '../world.ts';

export const TOOLS = OncallConfig.shape.integrations.parse([
  { name: 'kitchen', slack: `\${ssm:/slack}` },
  { name: 'office', teams: `\${ssm:/teams}` },
  { name: 'pager', pagerduty: `\${ssm:/key}`, webhookSecret: `\${ssm:/secret}` },
  { name: 'intake', webhook: `\${ssm:/url}`, secret: `\${ssm:/secret}` },
]);

/** What one alert says about one incident. */
export type Said = { incident: Incident; kind: AlertKind; reason?: string; level?: number };

/**
 * The function's use case over real tables and stand-ins that are reached by real HTTP, in a time that passes only where it
 * waits.
 */
export const startSetting = async (configured = TOOLS) => {
  const world = await startWorld();
  const sns = await pickySns(() => false);
  const clock = { ms: Date.now() };
  const now = (): Date => new Date(clock.ms);
  let listener: StandIns['listener'] = (_, response) => response.writeHead(503).end();
  const server = await listen((request, response) => listener(request, response), 0);
  const standIns = new StandIns(server.url, configured, now);
  listener = standIns.listener;
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'a secret of at least 32 characters' };
  const run: IntegrationRun = {
    ...alertingRun(world, sns.client, {
      now,
      sleep: async (ms) => {
        clock.ms += ms;
      },
      links,
    }),
    post: postWithin(POST_TIMEOUT_MS),
    pagerdutyUrl: standIns.pagerdutyUrl,
  };
  /** An event of SNS with the message that the product publishes: about one incident, or a digest. */
  const eventOf = (said: readonly Said[], messageId = ulid()): unknown => {
    const alerts = said.map((one) => ({ reason: one.kind, ...one }));
    const [first] = alerts;
    if (!first) throw new Error('nothing is said');
    const context = { ...contextAt(0), oncall: run.oncall, now: clock.ms, links };
    const { machine } =
      alerts.length === 1 ? renderAlert(first, ['email'], context) : renderDigest(alerts, ['email'], context);
    clock.ms += 1; // two publishes are never at the same time: a publisher pauses between them
    return { Records: [{ Sns: { MessageId: messageId, Timestamp: now().toISOString(), Message: machine } }] };
  };
  const serve = (event?: unknown, integrations: readonly Integration[] = standIns.integrations, over = {}) =>
    serveIntegrations(
      { ...run, ...over },
      integrations,
      event === undefined ? [] : alertsIn(event),
      `run ${ulid()}`,
    );
  const bodiesOf = (name: string): unknown[] =>
    standIns.named(name).accepted.map(({ body }): unknown => JSON.parse(body));
  const countOf = (name: string): number => standIns.named(name).accepted.length;
  /** The integrations of these names, for a run that serves no other. */
  const named = (...names: string[]) => standIns.integrations.filter(({ name }) => names.includes(name));
  const refusals = () => standIns.newest().filter(({ status }) => status >= 300);
  return {
    world,
    run,
    clock,
    standIns,
    mails: sns.accepted,
    eventOf,
    serve,
    bodiesOf,
    countOf,
    named,
    refusals,
    stop: async () => {
      await server.close();
      await sns.stop();
      await world.stop();
    },
  };
};
export type Setting = Awaited<ReturnType<typeof startSetting>>;

/** The incident as it is in the table. */
export const incidentNow = async (world: World, { incidentId }: Incident): Promise<Incident> => {
  const found = (await world.incidents()).find((one) => one.incidentId === incidentId);
  if (!found) throw new Error(`there is no ${incidentId}`);
  return found;
};
