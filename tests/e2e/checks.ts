import { ListTopicsCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Clients } from './clients.ts';
import type { Answer, Method } from './https.ts';
import { leftIn } from './left.ts';
import { check, timed, until } from './report.ts';
import { beginRotation, endRotation } from './rotation.ts';
import type { Ran } from './run.ts';
import { type Arrived, arrivedFor, removeStandIns, type StandIn, standInsFor } from './stand-ins.ts';
import { itemsOf } from './stored.ts';
import { REACHED, SUBSCRIBED } from './team.ts';

export type Post = (webhookUrl: string, body: string) => Promise<Answer>;

const ENDPOINT = 'https://merchant.test/hooks/orders';
const GOOD = JSON.stringify({ code: 503, endpoint: ENDPOINT, message: 'Service Unavailable' });

/** One good notification, from Flavours' POST to each person's form of the alert. */
export const checkAlerting = async (aws: Clients, post: Post, url: string): Promise<void> => {
  const { Topics = [] } = await aws.topics.send(new ListTopicsCommand({}));
  const topicArn = Topics.find(({ TopicArn }) => TopicArn?.endsWith('-alerts'))?.TopicArn ?? '';
  const standIns = await standInsFor(aws.topics, aws.queues, topicArn);
  const protocols = standIns
    .map(({ protocol, endpoint }) => `${protocol} ${endpoint.replace(/^arn:.*:/, '')}`)
    .sort();
  check(
    'the topic has the people of oncall.yml, one from the environment, and the function for the tools',
    protocols.join() === SUBSCRIBED.join(),
    protocols,
  );

  const good = await timed('post, cold', () => post(url, GOOD));
  check('a notification is answered with 200', good.status === 200, good);
  const arrived = await timed('until those on duty are alerted', () => sentTo(aws, standIns));
  check(
    'whoever is on duty gets the alert, by email and SMS, and so does a fixed subscriber',
    REACHED.every((one) => arrived.get(one)?.kind === 'opened'),
    [...arrived],
  );
  const people = [...arrived.keys()].filter((one) => !one.startsWith('lambda'));
  check('whoever has no turn sleeps', people.length === REACHED.length, people);
  const body = arrived.get('email oncall@restaurant.test')?.body ?? '';
  check('it says who is on duty', body.includes('"onDuty":[{"level":1,"person":"sara"'), body);

  const kept = (await itemsOf(aws.tables, 'notifications')).find((item) => item['endpoint'] === ENDPOINT);
  check(
    'the notification is kept, and grouped',
    kept?.['incidentId'] !== undefined && !('pending' in kept),
    kept,
  );
  const incidents = await itemsOf(aws.tables, 'incidents');
  const incident = incidents.find((item) => item['incidentId'] === kept?.['incidentId']);
  check(
    'its incident is open, with a count of one',
    incident?.['state'] === 'open' && incident['count'] === 1,
    incident,
  );
  const entry = await until(5000, async () => {
    const items = await itemsOf(aws.tables, 'timeline');
    return items.find((item) => item['incidentId'] === kept?.['incidentId']);
  });
  check('what was sent is on record', entry?.['kind'] === 'opened', entry);
  await removeStandIns(aws.queues, standIns);
};

/** Every other answer in the table "What is answered" of docs/architecture.md. */
export const checkReceiving = async (
  aws: Clients,
  post: Post,
  url: string,
  otherUrl: string,
): Promise<void> => {
  const unreadable = await timed('post, warm', () => post(url, '{"code":"x"}'));
  check('an unreadable one is answered with 400', unreadable.status === 400, unreadable);
  check('… as problem+json', unreadable.type.includes('application/problem+json'), unreadable);
  const oversize = await post(url, `"${'x'.repeat(257 * 1024)}"`);
  check('one over 256 KiB is answered with 413', oversize.status === 413, oversize);
  const wrongToken = await post(`${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`, GOOD);
  check('a wrong token is answered with 404', wrongToken.status === 404, wrongToken);
  const wrongSource = await post(url.replace('/hooks/main/', '/hooks/jeddah/'), GOOD);
  check('a token of another source is answered with 404', wrongSource.status === 404, wrongSource);
  const otherSource = await post(otherUrl, GOOD);
  check('a source is only a name: no deploy is needed for another', otherSource.status === 200, otherSource);

  const grouped = await until(30_000, async () => {
    const items = await itemsOf(aws.tables, 'notifications');
    return items.length === 4 && items.every((item) => item['incidentId'] !== undefined) ? items : undefined;
  });
  check('all that came under a valid token is kept and grouped, and nothing else', grouped !== undefined);
  const counts = (await itemsOf(aws.tables, 'incidents')).map((item) => Number(item['count']));
  check('the counts of the incidents add up', counts.reduce((sum, count) => sum + count, 0) === 4, counts);
};

/** We answer every other method than POST, the same for a good token and a wrong one. */
export const checkMethods = async (
  askHook: (url: string, method: Method) => Promise<Answer>,
  url: string,
): Promise<void> => {
  // Not OPTIONS: the emulator answers it itself, 403, where an API has no CORS; AWS hands it to an ANY route.
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'] as const) {
    const [right, wrong, ...others] = await Promise.all(
      [url, `${url}x`, `${url}/deliveries`, `${url}x/deliveries`].map((one) => askHook(one, method)),
    );
    check(
      `${method} is answered with 405 and Allow, whatever the token`,
      right?.status === 405 &&
        right.allow === 'POST' &&
        right.type.includes('application/problem+json') &&
        [wrong, ...others].every((one) => JSON.stringify(one) === JSON.stringify(right)),
      [right, wrong, ...others],
    );
  }
};

/** A rotation of the webhook secret, as `deploy/rotation.md` describes it: no notification is refused on the way. */
export const checkRotation = async (
  aws: Clients,
  post: Post,
  oldUrl: string,
  serverless: (...args: string[]) => Promise<Ran>,
): Promise<void> => {
  const begun = await timed('rotate the secret', () => beginRotation(aws, serverless));
  const newUrl = webhookUrlIn(begun.stdout);
  check('a rotation prints a new URL', newUrl !== '' && newUrl !== oldUrl, begun);
  if (newUrl === '') return;
  const statuses = [(await post(oldUrl, GOOD)).status, (await post(newUrl, GOOD)).status];
  check('… and the old one is still good', statuses.join() === '200,200', statuses);
  await timed('end the rotation', () => endRotation(aws, serverless));
  const after = [(await post(oldUrl, GOOD)).status, (await post(newUrl, GOOD)).status];
  check('… until the rotation is ended', after.join() === '404,200', after);
};

/** The URL that a deploy ends with. */
export const webhookUrlIn = (stdout: string): string =>
  /^Webhook URL \(paste into Flavours\): (https:\/\/\S+)$/.exec(
    stdout.trimEnd().split('\n').at(-1) ?? '',
  )?.[1] ?? '';

/** `removedAt` (ms): the emulator makes a log group anew for a function that was still running as its own was deleted. */
export const checkNothingLeft = async (aws: Clients, removedAt: number): Promise<void> => {
  const Late = z.object({ creationTime: z.number().min(removedAt) });
  for (const [kind, found] of Object.entries(await leftIn(aws))) {
    const left = kind === 'logGroups' ? found.filter((one) => !Late.safeParse(one).success) : found;
    check(`no ${kind} are left`, left.length === 0, left);
  }
};

/** What arrived for each, once all that are to be reached have something. */
const sentTo = async (aws: Clients, standIns: readonly StandIn[]): Promise<Map<string, Arrived>> => {
  const found = new Map<string, Arrived>();
  await until(30_000, async () => {
    for (const standIn of standIns) {
      const [first] = await arrivedFor(aws.queues, standIn);
      if (first) found.set(`${standIn.protocol} ${standIn.endpoint}`, first);
    }
    return REACHED.every((one) => found.has(one)) || undefined;
  });
  return found;
};
