import { expect } from '@jest/globals';
import type * as z from 'zod';
import type { Stack } from '../../../local/stack/stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

/** Somebody who is signed in, and a program with a token that may read. */
export const readerOf = async (stack: Stack) => {
  const cookie = await signedInCookie(stack);
  const authorization = `Bearer ${await apiTokenOf(stack, 'read')}`;
  const api = (path: string) => fetch(`${stack.url}/api/v1${path}`, { headers: { authorization } });
  return {
    api,
    /** What the API answers, as its schema has it. */
    read: async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> => {
      const answer = await api(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      return schema.parse(await answer.json());
    },
    /** The HTML of a page. */
    page: async (path: string, status = 200): Promise<string> => {
      const answer = await fetch(new URL(path, stack.url), { headers: { cookie } });
      expect({ path, status: answer.status }).toEqual({ path, status });
      return answer.text();
    },
  };
};
export type Reader = Awaited<ReturnType<typeof readerOf>>;
