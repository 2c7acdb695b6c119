import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { check, until } from './report.ts';
import type { Scene } from './scene.ts';
import { arrivedFor, removeStandIns, standInsFor } from './stand-ins.ts';

const FORM = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/** Signs in by the link in the email, and answers with the cookie of the session. */
export const signInOf = async ({ aws, askApi }: Scene, url: string): Promise<string> => {
  const { Topics = [] } = await aws.topics.send(new ListTopicsCommand({}));
  const topicArn = Topics.find(({ TopicArn }) => TopicArn?.endsWith('-alerts'))?.TopicArn ?? '';
  const standIns = await standInsFor(aws.topics, aws.queues, topicArn);
  const asked = await askApi(new URL('/console/sign-in', url).href, { method: 'POST', headers: FORM });
  const link = await until(30_000, async () => {
    for (const standIn of standIns.filter(({ protocol }) => protocol === 'email'))
      for (const { body } of await arrivedFor(aws.queues, standIn)) {
        const found = /https:\/\/\S+\/console\/sign-in\/[\w-]{43}/.exec(body)?.[0];
        if (found !== undefined) return found;
      }
    return undefined;
  });
  await removeStandIns(aws.queues, standIns);
  const cookie = asked.cookies.find((one) => one.startsWith('sign-in=')) ?? '';
  const answer = await askApi(link ?? url, { method: 'POST', headers: { ...FORM, cookie } });
  const session = answer.cookies.find((one) => one.startsWith('session=')) ?? '';
  check('somebody signs in by the link in the email', session !== '', { asked, link, answer });
  return session;
};
