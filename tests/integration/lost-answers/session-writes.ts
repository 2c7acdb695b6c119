import { ulid } from 'ulid';
import {
  endSession,
  putSession,
  putSignIn,
  readSession,
  saveLastAction,
  useSignIn,
} from '../../../lib/adapters/dynamodb/sessions.ts';
import { putSignInCode, takeGuess } from '../../../lib/adapters/dynamodb/sign-in-codes.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';

import { type Entry, later, NOW } from './entry.ts';

export const SESSIONS: Entry[] = [
  {
    file: 'put-new.ts',
    name: 'putSession',
    make: async (world) => {
      const key = ulid();
      return {
        write: (store) => putSession(store, key, later(60_000)),
        answer: undefined,
        read: async () => (await readSession(world.store, key, later(1))) !== undefined,
        state: true,
        next: (store) => endSession(store, key, later(1)),
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'endSession',
    make: async (world) => {
      const key = ulid();
      await putSession(world.store, key, later(60_000));
      return {
        write: (store) => endSession(store, key, NOW),
        answer: undefined,
        read: async () => (await readSession(world.store, key, later(1))) !== undefined,
        state: false,
        next: (store) => saveLastAction(store, key, { text: 'Noted.', isDone: true }, later(2)),
        stateAfterNext: false,
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'saveLastAction',
    make: async (world) => {
      const key = ulid();
      await putSession(world.store, key, later(60_000));
      const noteMessage = (store: Store, text: string, at: Date) =>
        saveLastAction(store, key, { text, isDone: true }, at);
      return {
        write: (store) => noteMessage(store, 'Noted.', NOW),
        answer: true,
        read: async () => (await readSession(world.store, key, later(5)))?.message?.text,
        state: 'Noted.',
        next: (store) => noteMessage(store, 'Resolved by Noura.', later(1)),
        stateAfterNext: 'Resolved by Noura.',
      };
    },
  },
  {
    file: 'put-new.ts',
    name: 'putSignIn',
    make: async (world) => {
      const key = ulid();
      const usedAt = async () =>
        (await world.scan('control')).find(({ name }) => name === `sign-in#${key}`)?.['usedAt'];
      return {
        write: (store) => putSignIn(store, { key, until: later(900_000) }),
        answer: undefined,
        read: usedAt,
        state: undefined,
        next: (store) => useSignIn(store, key, 'hers', later(1)),
        stateAfterNext: later(1).toISOString(),
      };
    },
  },
  {
    file: 'sessions.ts',
    name: 'useSignIn',
    make: async (world) => {
      const key = ulid();
      await putSignIn(world.store, { key, until: later(900_000) });
      return {
        write: (store) => useSignIn(store, key, 'hers', later(1)),
        answer: true,
        read: async () => ({
          another: await useSignIn(world.store, key, 'another', later(2)),
          unknown: await useSignIn(world.store, key, undefined, later(2)),
          hersAMinuteLater: await useSignIn(world.store, key, 'hers', later(60_002)),
        }),
        state: { another: false, unknown: false, hersAMinuteLater: false },
        next: (store) => useSignIn(store, key, 'hers', later(60_000)),
        stateAfterNext: { another: false, unknown: false, hersAMinuteLater: false },
      };
    },
  },
  {
    file: 'put-new.ts',
    name: 'putSignInCode',
    make: async (world) => {
      const browser = ulid();
      const guesses = async () =>
        (await world.scan('control')).find(({ name }) => name === `code#${browser}`)?.['guesses'];
      return {
        write: (store) => putSignInCode(store, { browser, link: 'link', until: later(900_000) }),
        answer: undefined,
        read: guesses,
        state: undefined,
        next: (store) => takeGuess(store, browser, 'a guess', later(1)),
        // A copy that came after it would give whoever guesses five more guesses.
        stateAfterNext: new Set(['a guess']),
      };
    },
  },
  {
    file: 'sign-in-codes.ts',
    name: 'takeGuess',
    make: async (world) => {
      const browser = ulid();
      await putSignInCode(world.store, { browser, link: 'link', until: later(900_000) });
      const guesses = async () =>
        (await world.scan('control')).find(({ name }) => name === `code#${browser}`)?.['guesses'];
      return {
        write: (store) => takeGuess(store, browser, 'a guess', later(1)),
        answer: 'link',
        read: guesses,
        state: new Set(['a guess']),
        next: (store) => takeGuess(store, browser, 'another', later(2)),
        stateAfterNext: new Set(['a guess', 'another']),
      };
    },
  },
];
