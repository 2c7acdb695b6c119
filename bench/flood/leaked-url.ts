import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { post, postMany, until } from '../../tests/integration/flavours.ts';
import { incidents } from '../../tests/integration/stack.ts';

const WIDTH = 50;
const NAMED = 'https://shop.example/hooks/orders';

export type Leaked = {
  posts: number;
  answered200: number;
  postedS: number;
  namedSentS: number;
  isFirstInItsEmail: boolean;
  countsAddUp: boolean;
  own: number;
  floods: number;
  emails: number;
  sms: number;
  groupedS: number;
};

/** Posts about unknown endpoints through one URL; after a third of them, one that oncall.yml lists fails. */
export const leakedUrl = async (stack: Stack, posts: number): Promise<Leaked> => {
  const bodyOf = (index: number) => ({
    code: 503,
    endpoint: `https://made-up.example/hooks/orders/${index}`,
    message: 'Service Unavailable',
  });
  const startedAt = Date.now();
  const bodies = Array.from({ length: posts }, (_, index) => bodyOf(index));
  const first = await postMany(stack.webhookUrl, bodies.slice(0, posts / 3), WIDTH);
  const failedAt = Date.now();
  const rest = postMany(stack.webhookUrl, bodies.slice(posts / 3), WIDTH);
  const answer = await post(stack.webhookUrl, { code: 503, endpoint: NAMED, message: 'Service Unavailable' });
  const id = `${endpointKey(NAMED)}-1`;
  const emails = () => stack.sns.deliveries().filter(({ protocol }) => protocol === 'email');
  const alert = () => emails().findLast(({ body }) => body.includes(id));
  await until('the named one is alerted', () => alert() !== undefined, 50);
  const namedSentS = (Date.now() - failedAt) / 1000;
  const second = await rest;
  const postedS = (Date.now() - startedAt) / 1000;
  const counted = async () => (await incidents(stack)).reduce((sum, { count }) => sum + count, 0);
  await until('all are grouped', async () => (await counted()) === posts + 1, 500);
  const groupedS = (Date.now() - startedAt) / 1000;
  await stack.sweep();
  const all = await incidents(stack);
  const body = alert()?.body ?? '';
  return {
    posts,
    answered200: (first[200] ?? 0) + (second[200] ?? 0) + (answer.status === 200 ? 1 : 0),
    postedS,
    namedSentS,
    isFirstInItsEmail:
      body.startsWith('OPEN') || /^ {2}OPEN[\s\S]*?-1$/m.exec(body)?.[0].includes(id) === true,
    countsAddUp: (await counted()) === posts + 1,
    own: all.filter(({ flood }) => !flood).length,
    floods: all.filter(({ flood }) => flood).length,
    emails: emails().length,
    sms: stack.sns.deliveries().filter(({ protocol }) => protocol === 'sms').length,
    groupedS,
  };
};
