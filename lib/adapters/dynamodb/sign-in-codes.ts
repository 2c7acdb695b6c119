import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { expiresAt } from '../../domain/incidents/retention.ts';
import { MOST_GUESSES } from '../../domain/security/sign-in-code.ts';
import { putNew } from './put-new.ts';
import { type Store, toItem } from './store.ts';

/**
 * Item `code#…` of the table `control`: for which browser (by the hash of its proof) a mail was sent with a code, which
 * link the code stands for, and what was guessed. The code itself is nowhere.
 */
const Kept = z.object({ link: z.string().min(1) });

const codeName = (browser: string): string => `code#${browser}`;

/** Keeps that a code was mailed for a browser whose proof is new. */
export const putSignInCode = async (
  store: Store,
  { browser, link, until }: { browser: string; link: string; until: Date },
): Promise<void> => {
  await putNew(store, {
    name: codeName(browser),
    link,
    until: until.toISOString(),
    expiresAt: expiresAt(until),
  });
};

/**
 * Counts a guess, by its hash, before anybody looks whether it is right, and answers with the link that the code stands
 * for. Nothing where there is no code for this browser, it is too old, or others were guessed too often. The same guess
 * counts once, however often it is sent.
 */
export const takeGuess = async (
  store: Store,
  browser: string,
  guess: string,
  now: Date,
): Promise<string | undefined> => {
  try {
    const answer = await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: toItem({ name: codeName(browser) }),
        UpdateExpression: 'ADD guesses :guesses',
        ConditionExpression:
          '#until > :now AND (attribute_not_exists(guesses) OR size(guesses) < :most OR contains(guesses, :guess))',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toItem({
          ':guesses': new Set([guess]),
          ':guess': guess,
          ':now': now.toISOString(),
          ':most': MOST_GUESSES,
        }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return answer.Attributes && Kept.safeParse(unmarshall(answer.Attributes)).data?.link;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
