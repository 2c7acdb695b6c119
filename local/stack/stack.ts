import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { sharedFate, sharedFateWarning } from '../../deploy/shared-fate.ts';
import { oncallAtRuntime, sourceVersionsOf } from '../../lib/adapters/config/oncall-file.ts';
import { webhookToken } from '../../lib/domain/security/webhook-token.ts';
import { createTables } from '../dynamodb/tables.ts';
import { Pump } from '../event-source/event-source.ts';
import { gateway, type Route, send } from '../gateway/gateway.ts';
import { listen } from '../gateway/http-server.ts';
import { HEADER_LIMIT_BYTES } from '../gateway/limits.ts';
import { gatewayAnswer } from '../gateway/result.ts';
import { ROUTES } from '../gateway/routes.ts';
import { localRoutes } from '../inbox/routes.ts';
import type { StandIns } from '../integrations/stand-ins.ts';
import { startIntegrations } from '../integrations/start.ts';
import { type LocalProbes, setFunctionEnvironment, TABLE_PREFIX, TOPIC_ARN } from '../lambda/environment.ts';
import { HANDLERS, type HandlerModules, loadFunctions } from '../lambda/load-functions.ts';
import { every } from '../lambda/schedule.ts';
import { type Delivery, Inbox } from '../sns/deliveries.ts';
import { Faults } from '../sns/faults.ts';
import { snsServer } from '../sns/server.ts';
import { type Publish, type SubscriptionState, Topic } from '../sns/topic.ts';
import { Cleanup } from '../support/cleanup.ts';
import { writeJson } from '../support/json-file.ts';
import type { PumpSettings } from '../template/event-source-settings.ts';
import { readTemplate } from '../template/template.ts';
import { startAnyEngine } from './any-engine.ts';
import { makeDataDir, refuseSecondStack, webhookSecret, writeUrls } from './data-dir.ts';
import { externalEngine, oncallOf, streamOf } from './parts.ts';
import { consoleLinks } from './sign-in-link.ts';
import { SnsFunctions } from './sns-functions.ts';
import { subscribed } from './subscribed.ts';

const SOURCE = 'main';
const HOUR_S = 3600;
const SELF_TEST_S = 300; // as in the template

export type StackOptions = {
  port: number;
  dataDir: string;
  dynamodbEndpoint?: string | undefined;
  stream: boolean;
  sweepS: number;
  /** An hour by default. */
  checkS?: number | undefined;
  oncallFile: string;
  /** Whether each form is published by itself. */
  publishPlain?: boolean;
  environment: Readonly<Record<string, string | undefined>>;
  log(line: string): void;
  /** How endpoints are probed; not at all by default. */
  probes?: LocalProbes | undefined;
  /** If the template is not the project's own. */
  templateFile?: string;
  /** What differs from the template's settings of `dispatch`. */
  pump?: Partial<PumpSettings>;
  /** Whether alerts go to the team's real tools; by default to stand-ins. */
  integrateWith?: 'stand-ins' | 'real';
  /** What hears the heartbeat, as JSON: nothing by default, whatever `oncall.yml` says. */
  heartbeat?: string;
  /** Handlers other than the project's own. */
  handlers?: Partial<HandlerModules>;
};

export type Stack = {
  url: string;
  webhookUrl: string;
  inboxUrl: string;
  /** Where what was posted to the team's tools can be read; nothing where there are none, or real ones. */
  postedUrl: string | undefined;
  dynamodbEndpoint: string;
  /** What DynamoDB is, if it is not the embedded engine. */
  dynamodbName: string | undefined;
  secret: string;
  sns: {
    faults: Faults;
    /** What was accepted, oldest first. */
    publishes: readonly Publish[];
    subscriptions: readonly SubscriptionState[];
    /** What was delivered, newest first. */
    deliveries(): Delivery[];
  };
  pump: Pump;
  /** The team's tools: what they were posted. */
  standIns: StandIns;
  /** Runs `integrate` once, now, as each minute does. */
  integrate(): Promise<void>;
  /** Resolves once the functions have done what SNS started. */
  integrated(): Promise<void>;
  /** Runs the self-test once, now, if one is due. */
  selfTest(): Promise<void>;
  /** Runs the sweep once, now. */
  sweep(): Promise<void>;
  /** Runs the check once, now. */
  check(): Promise<void>;
  webhookUrlOf(source: string): string;
  /** A new link that signs in, once, whichever browser opens it. */
  signInUrl(): Promise<string>;
  linkSecret: string;
  stop(): Promise<void>;
};

/** Starts the functions and everything they need. Stops what it started if it fails. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const cleanup = new Cleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};

const start = async (options: StackOptions, cleanup: Cleanup): Promise<Stack> => {
  const { log } = options;
  const template = readTemplate(options.templateFile ?? join(__dirname, '../../serverless.yml'));
  const oncall = oncallOf(options.oncallFile);
  const dir = makeDataDir(options.dataDir);
  await refuseSecondStack(dir);

  // The port is opened before the engine is started, so that the commonest mistake is found at once.
  let serve: RequestListener = (_, response) => send(response, gatewayAnswer(503, 'Service Unavailable'));
  const front = await listen(
    (request, response) => serve(request, response),
    options.port,
    HEADER_LIMIT_BYTES,
  );
  cleanup.add(() => front.close());

  const inbox = new Inbox(dir.inbox);
  const snsFunctions = new SnsFunctions(oncall);
  const subscriptions = subscribed(oncall, options.environment, snsFunctions, options.publishPlain);
  const topic = new Topic(TOPIC_ARN, subscriptions, inbox, snsFunctions.starts);
  const faults = new Faults();
  const sns = await listen(snsServer(topic, faults, log), 0);
  cleanup.add(() => sns.close());

  const { standIns, integrations, pagerdutyUrl } = await startIntegrations(options, oncall, cleanup);

  const engine = options.dynamodbEndpoint
    ? await externalEngine(options.dynamodbEndpoint)
    : await startAnyEngine(dir, log);
  cleanup.add(() => engine.stop());
  const streams = await createTables(engine.endpoint, template.tables, TABLE_PREFIX);

  const secret = webhookSecret(dir);
  const linkSecret = createHmac('sha256', secret).update('links').digest('base64url');
  const sourceVersions = sourceVersionsOf(oncall);
  writeJson(dir.oncall, oncallAtRuntime(oncall));
  setFunctionEnvironment({
    webhookSecret: secret,
    linkSecret,
    consoleUrl: front.url,
    oncallFile: dir.oncall,
    selfTest: oncall.selfTest,
    timeZone: oncall.timeZone,
    sourceVersions,
    dynamodbEndpoint: engine.endpoint,
    snsEndpoint: sns.url,
    probes: options.probes,
    integrations: JSON.stringify(integrations),
    pagerdutyUrl,
    heartbeat: options.heartbeat,
    publishPlain: options.publishPlain,
  });
  const functions = await loadFunctions({ ...HANDLERS, ...options.handlers }, template);

  const pump = new Pump({
    endpoint: engine.endpoint,
    streamArn: streamOf(streams, 'notifications'),
    checkpointFile: dir.checkpoints,
    failedFile: dir.failed,
    settings: { ...template.pump, ...options.pump },
    paused: !options.stream,
    invoke: functions.dispatch,
    log,
  });
  cleanup.add(() => pump.stop());
  const sweep = every(options.sweepS, 'sweep', () => functions.sweep({}), log);
  cleanup.add(() => sweep.stop());
  const check = every(options.checkS ?? HOUR_S, 'check', () => functions.check({}), log);
  cleanup.add(() => check.stop());

  snsFunctions.load(functions, log);
  cleanup.add(() => snsFunctions.idle());
  const integrate = every(
    options.sweepS,
    'integrate',
    async () => snsFunctions.has('integrate') && functions.integrate({}),
    log,
  );
  cleanup.add(() => integrate.stop());
  const testItself = async () => snsFunctions.has('selftest') && functions.selftest({});
  const selfTest = every(SELF_TEST_S, 'selftest', testItself, log);
  cleanup.add(() => selfTest.stop());

  const routesOf = (name: keyof typeof ROUTES, invoke = functions[name]): Route[] =>
    ROUTES[name].map((routeKey) => ({ routeKey, invoke }));
  const routes = [
    // No other function writes what `dispatch` is handed.
    ...routesOf('receive', (event) => functions.receive(event).finally(() => pump.ring())),
    ...routesOf('deliveries'),
    ...routesOf('console'),
    ...routesOf('api'),
    ...(snsFunctions.has('integrate') ? routesOf('integrate') : []),
  ];
  const api = gateway(routes, log);
  const links = consoleLinks(front.url);
  cleanup.add(() => links.stop());
  const probing = options.probes && { everyS: options.checkS ?? HOUR_S, pace: options.probes.pace ?? 1 };
  const identity = { dataDir: dir.root, pid: process.pid, ...(probing && { probing }) };
  serve = localRoutes(
    { inbox, topic, faults, posted: () => standIns.newest(), timeZone: oncall.timeZone, identity },
    api,
  );

  const webhookUrlOf = (source: string) =>
    `${front.url}/hooks/${source}/${webhookToken(secret, source, sourceVersions[source] ?? 1)}`;
  const shared = sharedFate(front.url, oncall.endpoints);
  if (shared.length > 0) log(sharedFateWarning(front.url, shared));
  writeUrls(dir, { webhook: webhookUrlOf(SOURCE), dynamodb: engine.endpoint });

  return {
    url: front.url,
    webhookUrl: webhookUrlOf(SOURCE),
    webhookUrlOf,
    inboxUrl: `${front.url}/inbox`,
    postedUrl: standIns.all.size > 0 ? `${front.url}/posted` : undefined,
    dynamodbEndpoint: engine.endpoint,
    dynamodbName: engine.name,
    secret,
    linkSecret,
    signInUrl: () => links.signInUrl(),
    sns: {
      faults,
      publishes: topic.publishes,
      subscriptions: topic.subscriptions,
      deliveries: () => inbox.newest(),
    },
    pump,
    standIns,
    integrate: () => integrate.now(),
    integrated: () => snsFunctions.idle(),
    selfTest: () => selfTest.now(),
    sweep: () => sweep.now(),
    check: () => check.now(),
    stop: () => cleanup.run(),
  };
};
