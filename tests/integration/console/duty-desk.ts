import { oncallAtRuntime, readOncall } from '../../../lib/adapters/config/oncall-file.ts';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import { onDutyAt } from '../../../lib/domain/oncall/duty.ts';
import { localField } from '../../../lib/domain/oncall/local-moment.ts';
import { startTestStack, storeOf } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { browserAt } from './browsing.ts';
import { teamFile } from './team.ts';

export const ZONE = 'Asia/Riyadh';
const file = teamFile();
export const team = oncallAtRuntime(readOncall(file));
const [{ person } = { person: '' }] = onDutyAt(team, 1, Date.now());
/** Who has the turn, and who has not. */
export const has = person;
export const hasNot = has === 'sara' ? 'omar' : 'sara';
/** A time from now as a form has it. */
export const field = (inMs: number): string => localField(Date.now() + inMs, ZONE);

/** A stack of that team, with a browser that is signed in and a token that may act. */
export const startDutyDesk = async () => {
  const stack = await startTestStack({ stream: false, oncallFile: file });
  const store = storeOf(stack);
  const sara = browserAt(stack, '127.0.0.1');
  await sara.post(await stack.signInUrl());
  const act = await apiTokenOf(stack, 'act', { label: 'shift-bot' });
  const stored = async () => (await readCovers(store)).covers;
  return {
    stack,
    store,
    sara,
    stored,
    onDutyNow: async (at = Date.now()) =>
      onDutyAt({ ...team, covers: await stored() }, 1, at).map((one) => one.person),
    /** What a form leads to. */
    follow: async (path: string, form: Record<string, string>) => {
      const { status, location, text } = await sara.post(path, form);
      return status === 303 ? { status, text: (await sara.get(location)).text } : { status, text };
    },
    call: async (path: string, body?: object, token = act) => {
      const response = await fetch(`${stack.url}/api/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const json: unknown = await response.json();
      return { status: response.status, json };
    },
    forgetCovers: async () => {
      await putCovers(store, [], (await readCovers(store)).revision);
    },
    stop: async () => {
      store.client.destroy();
      await stack.stop();
    },
  };
};
export type DutyDesk = Awaited<ReturnType<typeof startDutyDesk>>;
