import { randomBytes } from 'node:crypto';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { putSignIn } from '../../lib/adapters/dynamodb/sessions.ts';
import { keyOf } from '../../lib/console/request/session-secret.ts';
import { browse } from './browser.ts';
import type { Clients } from './clients.ts';
import { check } from './report.ts';

/**
 * Signs in by a link, and answers with the cookie of the session, which the deployed console makes. The link itself stands in
 * no email of the emulator, so it is put where the console would have put it.
 */
export const signInOf = async (aws: Clients, stage: string): Promise<string> => {
  const asked = await browse(aws, stage, 'POST', '/console/sign-in');
  const secret = randomBytes(32).toString('base64url');
  const tables = tableNames(`flavours-error-webhook-${stage}`);
  await putSignIn(
    { client: aws.tables, tables },
    { key: keyOf(secret), until: new Date(Date.now() + 900_000) },
  );
  const answer = await browse(aws, stage, 'POST', `/console/sign-in/${secret}`, asked.cookies);
  const session = answer.cookies.find((one) => /^__Host-session=.+/.test(one)) ?? '';
  check('somebody signs in by a link', session !== '', { asked, answer });
  return session;
};
