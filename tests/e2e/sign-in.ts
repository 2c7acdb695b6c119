import { randomBytes } from 'node:crypto';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { putSignIn } from '../../lib/adapters/dynamodb/sessions.ts';
import { keyOf } from '../../lib/console/request/session-secret.ts';
import { check } from './report.ts';
import type { Scene } from './scene.ts';

const FORM = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/**
 * Signs in by a link, and answers with the cookie of the session, which the deployed console makes. The link itself stands in
 * no email of the emulator, so it is put where the console would have put it.
 */
export const signInOf = async ({ aws, askApi }: Scene, url: string, stage: string): Promise<string> => {
  const page = new URL('/console/sign-in', url).href;
  const asked = await askApi(page, { method: 'POST', headers: FORM });
  const secret = randomBytes(32).toString('base64url');
  const tables = tableNames(`flavours-error-webhook-${stage}`);
  await putSignIn(
    { client: aws.tables, tables },
    { key: keyOf(secret), until: new Date(Date.now() + 900_000) },
  );
  const answer = await askApi(`${page}/${secret}`, {
    method: 'POST',
    headers: { ...FORM, cookie: asked.cookies.join('; ') },
  });
  const session = answer.cookies.find((one) => one.startsWith('__Host-session=')) ?? '';
  check('somebody signs in by a link', session !== '', { asked, answer });
  return session;
};
