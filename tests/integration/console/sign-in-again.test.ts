import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { until } from '../flavours.ts';
import { emails, startTestStack } from '../stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack?.stop());

const submit = (url: string, cookie?: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      origin: stack.url,
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie && { cookie }),
    },
    redirect: 'manual',
  });
const cookieOf = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';', 1)[0];
/** Whether somebody with this cookie sees the console. */
const isIn = async (cookie: string) =>
  (await fetch(`${stack.url}/console`, { headers: { cookie }, redirect: 'manual' })).status === 200;

test('a link whose answer never came to the browser signs it in a second time, and no other browser', async () => {
  const asked = await submit(`${stack.url}/console/sign-in`);
  const browser = cookieOf(asked, 'sign-in') ?? '';
  const mailed = () =>
    emails(stack)
      .map(({ body }) => /https?:\/\/\S+\/console\/sign-in\/[\w-]{43}/.exec(body)?.[0])
      .find((found) => found !== undefined);
  await until('the link is mailed', () => mailed() !== undefined);
  const link = mailed() ?? '';
  expect((await submit(link, browser)).status).toBe(303); // the answer is dropped, and with it the session's cookie
  const again = await submit(link, browser);
  expect(again.status).toBe(303);
  expect(await isIn(cookieOf(again, 'session') ?? '')).toBe(true);
  for (const other of [undefined, 'sign-in=another', cookieOf(again, 'session')])
    expect((await submit(link, other)).status).toBe(403);
});

test('two presses of the button at once sign in both times', async () => {
  const browser = async () => cookieOf(await submit(`${stack.url}/console/sign-in`), 'sign-in') ?? '';
  const [hers, his] = [await browser(), await browser()];
  const token = await stack.signInUrl();
  const presses = await Promise.all([submit(token, hers), submit(token, hers)]);
  expect(presses.map(({ status }) => status)).toEqual([303, 303]);
  expect((await submit(token, his)).status).toBe(403);
  expect((await submit(token)).status).toBe(403);
});

test('who signs out is out, though the same cookie is sent again', async () => {
  const session = cookieOf(await submit(await stack.signInUrl()), 'session') ?? '';
  expect(await isIn(session)).toBe(true);
  await submit(`${stack.url}/console/sign-out`, session);
  expect(await isIn(session)).toBe(false);
});
