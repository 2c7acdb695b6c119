import { rmSync } from 'node:fs';
import { ListSubscriptionsByTopicCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { newApiToken } from '../integration/console/api-token.ts';
import { browse } from './browser.ts';
import { webhookUrlIn } from './checks.ts';
import type { Clients } from './clients.ts';
import { indexChanges, templateOf } from './indexes.ts';
import { hasCommit, releaseTree } from './release.ts';
import { check, timed, until } from './report.ts';
import { at, type Scene, writeOncall } from './scene.ts';
import { signInOf } from './sign-in.ts';
import { itemsOf } from './stored.ts';

/** The last commit of 0.2.0. */
const RELEASE = '07552d05a8cdf49cffd90cd0d49d650cbc6cde51';
const STAGE = ['--stage', 'prod'];
const ONCALL = `timeZone: Asia/Riyadh
levels:
  - subscribers:
      - email: first@restaurant.test
      - sms: "+966512345678"
  - afterMinutes: 15
    subscribers:
      - email: second@restaurant.test
alarms:
  - email: operations@restaurant.test
`;
const post503 = (endpoint: string) => JSON.stringify({ code: 503, endpoint, message: 'Service Unavailable' });

/** A stack of 0.2.0 with a few days' work in it is updated to this tree, and rolled back. */
export const updateRelease = async (scene: Scene): Promise<void> => {
  if (!(await hasCommit(process.cwd(), RELEASE))) {
    process.stdout.write(
      '  NOT TRIED: this clone is without the history in which 0.2.0 is (git fetch --unshallow)\n',
    );
    return;
  }
  const tree = await timed('a clone of 0.2.0', () => releaseTree(process.cwd(), RELEASE));
  try {
    await story(scene, at(scene, tree));
  } finally {
    rmSync(tree, { recursive: true });
  }
};

const story = async (scene: Scene, old: Scene): Promise<void> => {
  const { aws } = scene;
  writeOncall(old, ONCALL);
  writeOncall(scene, ONCALL);
  const first = await timed('deploy 0.2.0', () => old.serverless('deploy', ...STAGE));
  const url = webhookUrlIn(first.stdout);
  check('0.2.0 is deployed', first.code === 0 && url !== '', first);
  const { token, session } = await fill(old, url);
  const before = await everything(scene);
  const oldTemplate = await templateOf(aws, 'prod');

  const updated = await timed('update to this tree', () => scene.serverless('deploy', ...STAGE));
  check('it is updated by a deploy', updated.code === 0, updated);
  check('… to the same webhook URL', webhookUrlIn(updated.stdout) === url, [url, updated.stdout]);
  const changes = indexChanges(oldTemplate, await templateOf(aws, 'prod'));
  check(
    '… in which AWS has to change no key, and one index of a table at most',
    changes.length === 0,
    changes,
  );
  await checkKept(scene, before, { url, token, session }, 'https://merchant.test/hooks/after-the-update');
  const access = await browse(aws, 'prod', 'GET', '/console/access', [session]);
  check(
    '… whoever was signed in is so in the function that is new',
    access.status === 200 && access.body.includes('update-test'),
    access,
  );

  const rolledBack = await timed('roll back to 0.2.0', () => old.serverless('deploy', ...STAGE));
  check('a deploy of the earlier commit rolls back', rolledBack.code === 0, rolledBack);
  await checkKept(old, before, { url, token, session }, 'https://merchant.test/hooks/after-the-rollback');
};

type Known = { url: string; token: string; session: string };

/** Notifications, an acknowledgement, a token of the API and somebody who is signed in. */
const fill = async (scene: Scene, url: string): Promise<Pick<Known, 'token' | 'session'>> => {
  const { aws, post, askApi } = scene;
  for (const path of ['orders', 'orders', 'loyalty', 'products'])
    await post(url, post503(`https://merchant.test/hooks/${path}`));
  const incidents = await until(60_000, async () => {
    const found = await itemsOf(aws.tables, 'incidents', 'prod');
    return found.length === 3 && found.every((one) => one['lastSent'] !== undefined) ? found : undefined;
  });
  check('its people were alerted about three incidents', incidents !== undefined);
  const session = await signInOf(aws, 'prod');
  const tables = tableNames('flavours-error-webhook-prod');
  const token = await newApiToken({ client: aws.tables, tables }, 'act', { label: 'update-test' });
  const id = encodeURIComponent(String(incidents?.[0]?.['incidentId']));
  const acted = await askApi(new URL(`/api/v1/incidents/${id}/actions`, url).href, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ kind: 'acknowledge', actor: 'Sara' }),
  });
  check('one of them is acknowledged', acted.status === 200, acted);
  return { token, session };
};

type Everything = { counts: Record<string, number>; states: string[]; subscriptions: string[] };

/** What people would miss. */
const everything = async ({ aws }: Scene): Promise<Everything> => {
  const counts: Record<string, number> = {};
  for (const table of ['notifications', 'incidents', 'timeline', 'endpoints'])
    counts[table] = (await itemsOf(aws.tables, table, 'prod')).length;
  return { counts, states: await statesOf(aws), subscriptions: await subscriptionsOf(aws) };
};

const statesOf = async (aws: Clients): Promise<string[]> =>
  (await itemsOf(aws.tables, 'incidents', 'prod'))
    .map((one) => `${one['endpoint']} ${one['state']} ${one['count']}`)
    .toSorted();

const subscriptionsOf = async (aws: Clients): Promise<string[]> => {
  const { Topics = [] } = await aws.topics.send(new ListTopicsCommand({}));
  const found = [];
  for (const { TopicArn } of Topics) {
    const { Subscriptions = [] } = await aws.topics.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    found.push(...Subscriptions.filter(({ Protocol }) => Protocol === 'email' || Protocol === 'sms'));
  }
  return found.map(({ SubscriptionArn, Endpoint }) => `${Endpoint} ${SubscriptionArn}`).toSorted();
};

const checkKept = async (
  scene: Scene,
  before: Everything,
  { url, token, session }: Known,
  endpoint: string,
): Promise<void> => {
  const { aws, askApi, post } = scene;
  const after = await everything(scene);
  const lost = Object.entries(before.counts).filter(([table, count]) => (after.counts[table] ?? 0) < count);
  check('… nothing stored is lost', lost.length === 0, [before.counts, after.counts]);
  check(
    '… incidents are what they were',
    before.states.every((one) => after.states.includes(one)),
    [before.states, after.states],
  );
  check('… nobody has to confirm again', before.subscriptions.join() === after.subscriptions.join(), [
    before.subscriptions,
    after.subscriptions,
  ]);
  const page = await browse(aws, 'prod', 'GET', '/console', [session]);
  check('… whoever was signed in still is', page.status === 200 && page.body.includes('merchant.test'), page);
  const listed = await askApi(new URL('/api/v1/incidents', url).href, {
    headers: { authorization: `Bearer ${token}` },
  });
  check('… and a token of the API is still good', listed.status === 200, listed);
  check(
    '… the API lists every incident',
    before.states.every((one) => listed.body.includes(one.split(' ', 1)[0] ?? '')),
    listed.body.slice(0, 2000),
  );

  const answer = await post(url, post503(endpoint));
  check('… the URL takes the next notification', answer.status === 200, answer);
  const alerted = await until(60_000, async () => {
    const found = (await itemsOf(aws.tables, 'incidents', 'prod')).find(
      (one) => one['endpoint'] === endpoint,
    );
    return found?.['lastSent'] === undefined ? undefined : found;
  });
  check('… about which people are alerted', alerted !== undefined);
};
