import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { runtimeTestCommand } from '../../cli/commands/for-tests.ts';
import { run } from '../../cli/commands/run.ts';
import { readSelfTest } from '../../lib/adapters/dynamodb/self-test-record.ts';
import { labProbes } from '../../local/broken-servers/probe-settings.ts';
import { listen } from '../../local/gateway/http-server.ts';
import { HANDLERS } from '../../local/lambda/load-functions.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { check, summarise, timed, until } from '../e2e/report.ts';
import { storeOf } from '../integration/stack.ts';
import { installRuntime } from './node-runtime.ts';
import { type RunningFunction, readPackages, startPackaged } from './packaged-function.ts';

/*
 * Each packaged function, as it is deployed, on the Node that it is deployed on: that it loads, and that it does what it is
 * there for. Around it stands the local stack: API, stream, DynamoDB and SNS.
 */
const PACKAGES = join(process.cwd(), '.serverless');
const LIMIT_MS = 60_000;
/** A stack without integrations has no function for them: what is packaged by the committed `oncall.yml`. */
const NAMES = Object.keys(HANDLERS).filter((name) => name !== 'integrate');

const main = async (): Promise<void> => {
  if (!existsSync(PACKAGES))
    throw new Error('nothing is packaged; run npx serverless package --stage prod first');
  const packages = readPackages(PACKAGES);
  const node = await timed('install Node', () => installRuntime(join(process.cwd(), '.venv')));
  const running = new Map<string, RunningFunction>();
  /** The functions that have answered, in order. */
  const answered: string[] = [];
  const packaged = (name: string) => async (): Promise<unknown> => {
    const started = await startPackaged(packages, name, node);
    running.set(name, started);
    const isRight = started.runtime === `nodejs${/^v(\d+)/.exec(started.version)?.[1]}.x`;
    check(`${name} loads on Node ${started.version}, the ${started.runtime} of the template`, isRight);
    const handler: RunningFunction['handler'] = async (event, context) => {
      try {
        return await started.handler(event, context);
      } finally {
        answered.push(name);
      }
    };
    return { handler };
  };
  const stack = await startStack({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), 'lambda-runtime-')),
    stream: true,
    sweepS: 3600,
    oncallFile: 'oncall.yml',
    environment: {},
    log: (line) => process.stdout.write(`${line}\n`),
    probes: { ...labProbes, isNetworkAssumed: true },
    handlers: Object.fromEntries(NAMES.map((name) => [name, packaged(name)])),
  });
  try {
    await story(stack, answered);
    const missing = NAMES.filter((name) => !running.has(name));
    check('every function was called', missing.length === 0, missing);
  } finally {
    await stack.stop();
    for (const { stop } of running.values()) stop();
  }
  summarise();
};

const story = async (stack: Stack, answered: readonly string[]): Promise<void> => {
  let probes = 0;
  const merchant = await listen((request, response) => {
    probes += 1;
    request.resume();
    response.writeHead(503).end();
  }, 0);
  const endpoint = `${merchant.url}/hooks/orders`;
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const mailAbout = (text: string) =>
    until(LIMIT_MS, async () =>
      stack.sns.deliveries().find(({ protocol, body }) => protocol === 'email' && body.includes(text)),
    );

  const kept = await post(stack.webhookUrl, { code: 503, endpoint, message: 'Service Unavailable' });
  const receipt = z.object({ id: z.ulid() }).safeParse(await kept.json());
  check('receive keeps a notification', kept.status === 200 && receipt.success, kept.status);
  const mail = await mailAbout(endpoint);
  const link = `${stack.url}/act/`;
  const isSent = mail?.body.includes(link) ?? false;
  check('dispatch probes the endpoint and mails an alert with links that act', probes === 1 && isSent, {
    probes,
    mail,
  });

  await stack.check();
  check('check probes it again', probes === 2, { probes });

  stack.sns.faults.set({ mode: 'fail' });
  const other = endpoint.replace('orders', 'menu');
  await post(stack.webhookUrl, { code: 500, endpoint: other, message: '' });
  const dispatched = () => answered.filter((name) => name === 'dispatch').length;
  await until(LIMIT_MS, async () => (dispatched() === 2 ? true : undefined)); // and could not tell anybody
  stack.sns.faults.set({ mode: 'none' });
  await stack.sweep();
  check('sweep mails what dispatch could not', (await mailAbout(other)) !== undefined);

  const day = new Date().toISOString().slice(0, 10);
  const delivered = await post(`${stack.webhookUrl}/deliveries`, { endpoint, day, delivered: 7 });
  const answer = await delivered.json();
  check(
    'deliveries takes a number',
    JSON.stringify(answer) === JSON.stringify({ day, delivered: 7 }),
    answer,
  );

  const signedIn = await fetch(await stack.signInUrl(), {
    method: 'POST',
    headers: { origin: stack.url },
    redirect: 'manual',
  });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  const home = await fetch(`${stack.url}/console`, {
    headers: { cookie: cookie.join('; ') },
    redirect: 'manual',
  });
  const page = await home.text();
  check(
    'console shows who is signed in what fails',
    home.status === 200 && page.includes(new URL(endpoint).host),
    home.status,
  );
  const listed = await fetch(`${stack.url}/api/v1/incidents`, { headers: { cookie: cookie.join('; ') } });
  const list = await listed.text();
  check('api lists it for the same session', listed.status === 200 && list.includes(endpoint), listed.status);
  await merchant.close();

  await stack.selfTest();
  const record = await readSelfTest(storeOf(stack));
  check('selftest follows its own notification', record?.passedAt !== undefined && !record.failure, record);
};

run(runtimeTestCommand(), main);
