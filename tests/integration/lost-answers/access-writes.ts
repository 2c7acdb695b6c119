import { ulid } from 'ulid';
import {
  endApiToken,
  markAnnounced,
  noteTokenUse,
  putApiToken,
  readApiToken,
} from '../../../lib/adapters/dynamodb/api-tokens.ts';
import { readSignInMails, saveSignInMails } from '../../../lib/adapters/dynamodb/sign-in-mails.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import {
  forgetUnannounced,
  listUnannounced,
  noteUnannounced,
} from '../../../lib/adapters/dynamodb/unannounced-tokens.ts';
import { type ApiToken, hashOf } from '../../../lib/domain/security/api-token.ts';
import { forgetSignInMails } from '../../../lib/use-cases/security/forget-sign-in-mails.ts';
import { type Entry, later, NOW, workOver } from './entry.ts';

const tokenOf = (id: string): ApiToken => ({
  id,
  label: 'pager',
  scope: 'act',
  hash: hashOf(id),
  createdBy: 'Noura',
  createdAt: NOW.toISOString(),
  until: later(86_400_000).toISOString(),
});

const mails = (count: number, at: Date) => ({ count, at: at.toISOString(), networks: {} });

/** Whether a token is noted, and not announced. */
const isUnheard = async (store: Store, id: string): Promise<boolean> =>
  (await listUnannounced(store)).some((one) => one.id === id) &&
  (await readApiToken(store, id))?.announcedAt === undefined;

/** What access tokens and links to sign in are kept by. */
export const ACCESS: Entry[] = [
  {
    file: 'unannounced-tokens.ts',
    name: 'noteUnannounced',
    make: async (world) => {
      const id = ulid().toLowerCase();
      await putApiToken(world.store, tokenOf(id));
      await forgetUnannounced(world.store, id);
      return {
        write: (store) => noteUnannounced(store, id, NOW.toISOString()),
        answer: undefined,
        read: () => isUnheard(world.store, id),
        state: true,
        next: async (store) => {
          await markAnnounced(store, id, later(1));
          await forgetUnannounced(store, id);
        },
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'unannounced-tokens.ts',
    name: 'forgetUnannounced',
    make: async (world) => {
      const id = ulid().toLowerCase();
      await noteUnannounced(world.store, id, NOW.toISOString());
      return {
        write: async (store) => void (await forgetUnannounced(store, id)),
        answer: undefined,
        read: () => isUnheard(world.store, id),
        state: false,
        next: async () => undefined,
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'put-new.ts',
    name: 'putApiToken',
    make: async (world) => {
      const id = ulid().toLowerCase();
      return {
        write: (store) => putApiToken(store, tokenOf(id)),
        answer: true,
        read: async () => {
          const token = await readApiToken(world.store, id);
          return { label: token?.label, endedBy: token?.endedBy };
        },
        state: { label: 'pager', endedBy: undefined },
        next: (store) => endApiToken(store, id, 'Huda', later(1)),
        // A copy that came after it would give whoever has the token access again.
        stateAfterNext: { label: 'pager', endedBy: 'Huda' },
      };
    },
  },
  {
    file: 'api-tokens.ts',
    name: 'endApiToken',
    make: async (world) => {
      const id = ulid().toLowerCase();
      await putApiToken(world.store, tokenOf(id));
      return {
        write: (store) => endApiToken(store, id, 'Huda', NOW),
        answer: true,
        read: async () => {
          const token = await readApiToken(world.store, id);
          return { endedBy: token?.endedBy, endedAt: token?.endedAt, announcedAt: token?.announcedAt };
        },
        state: { endedBy: 'Huda', endedAt: NOW.toISOString(), announcedAt: undefined },
        next: async (store) => {
          await endApiToken(store, id, 'Noura', later(1));
          await markAnnounced(store, id, later(2));
        },
        stateAfterNext: {
          endedBy: 'Huda',
          endedAt: NOW.toISOString(),
          announcedAt: later(2).toISOString(),
        },
      };
    },
  },
  {
    file: 'api-tokens.ts',
    name: 'noteTokenUse, markAnnounced',
    make: async (world) => {
      const id = ulid().toLowerCase();
      await putApiToken(world.store, tokenOf(id));
      const use = (store: Store, at: Date) => noteTokenUse(store, id, new Date(at.getTime() - 60_000), at);
      return {
        write: async (store) => {
          await use(store, NOW);
          await markAnnounced(store, id, NOW);
        },
        answer: undefined,
        read: async () => {
          const token = await readApiToken(world.store, id);
          return { lastUsedAt: token?.lastUsedAt, announcedAt: token?.announcedAt };
        },
        state: { lastUsedAt: NOW.toISOString(), announcedAt: NOW.toISOString() },
        next: async (store) => {
          await use(store, later(90_000));
          await markAnnounced(store, id, later(90_000));
        },
        stateAfterNext: { lastUsedAt: later(90_000).toISOString(), announcedAt: NOW.toISOString() },
      };
    },
  },
  {
    file: 'sign-in-mails.ts',
    name: 'saveSignInMails: a mail that is counted',
    make: async (world) => {
      await forgetSignInMails(world.run, NOW);
      const before = await readSignInMails(world.store);
      const count = async () => (await readSignInMails(world.store)).mails?.count;
      return {
        write: async (store) => (await saveSignInMails(store, before, mails(1, NOW), NOW))?.mails?.count,
        answer: 1,
        // Whoever had no answer has failed; who asks again reads before it, and is told to wait.
        answerAgain: undefined,
        read: count,
        state: 1,
        next: (store) => forgetSignInMails(workOver(world, store), later(1)),
        stateAfterNext: undefined,
      };
    },
  },
  {
    file: 'sign-in-mails.ts',
    name: 'forgetSignInMails',
    make: async (world) => {
      await forgetSignInMails(world.run, NOW);
      const save = async (store: Store, count: number) =>
        saveSignInMails(store, await readSignInMails(store), mails(count, later(count)), later(count));
      await save(world.store, 3);
      return {
        write: (store) => forgetSignInMails(workOver(world, store), NOW),
        answer: undefined,
        read: async () => (await readSignInMails(world.store)).mails?.count,
        state: undefined,
        next: (store) => save(store, 1),
        stateAfterNext: 1,
      };
    },
  },
];
