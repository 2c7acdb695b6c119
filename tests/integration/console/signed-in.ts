import type { Stack } from '../../../local/stack/stack.ts';

/** The cookie of a session, without a browser. */
export const signedInCookie = async (stack: Stack): Promise<string> => {
  const answer = await fetch(await stack.signInUrl(), {
    method: 'POST',
    headers: { origin: stack.url },
    redirect: 'manual',
  });
  const session = answer.headers.getSetCookie().find((one) => one.startsWith('session='));
  if (!session) throw new Error(`not signed in: ${answer.status}`);
  return session.split(';', 1)[0] ?? '';
};
