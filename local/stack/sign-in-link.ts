import { dynamodbClient } from '../../lib/adapters/config/aws-clients.ts';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { putSignIn } from '../../lib/adapters/dynamodb/sessions.ts';
import { keyOf, newSecret } from '../../lib/console/request/session-secret.ts';
import { TABLE_PREFIX } from '../lambda/environment.ts';

const VALID_MS = 12 * 60 * 60_000;

/** Links that sign in without an email: whoever starts the stack has the tables anyway. */
export const consoleLinks = (url: string) => {
  const store = { client: dynamodbClient(), tables: tableNames(TABLE_PREFIX) };
  return {
    signInUrl: async (): Promise<string> => {
      const token = newSecret();
      await putSignIn(store, { key: keyOf(token), isForAll: true, until: new Date(Date.now() + VALID_MS) });
      return `${url}/console/sign-in/${token}`;
    },
    stop: () => store.client.destroy(),
  };
};
