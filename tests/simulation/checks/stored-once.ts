import { type Check, grouped } from './check.ts';

const KEPT = new Set([200, 400, 413]);
const ANSWERS = new Set([200, 400, 413, 503, 0]);

/** Promise 1. What was answered with 503 may have been stored, and so may a post whose function died. */
export const kept: Check = {
  name: '1 each answered notification is exactly one item',
  broken: ({ notifications, history, ledger }) => {
    const items = grouped(notifications, ({ id }) => id);
    const promised = history.answers.filter(({ status }) => KEPT.has(status));
    const unanswered = history.answers.length - promised.length;
    return [
      ...history.answers
        .filter(({ status }) => !ANSWERS.has(status))
        .map(({ status }) => `an answer ${status}`),
      ...promised
        .filter(({ id }) => items.get(id ?? '')?.length !== 1)
        .map(
          ({ id, status }) =>
            `${id} was answered ${status}, and there are ${items.get(id ?? '')?.length ?? 0} of it`,
        ),
      ...(notifications.length > promised.length + unanswered
        ? [`${notifications.length} items of ${history.answers.length} posts`]
        : []),
      ...[...ledger.kept.values()]
        .filter((puts) => puts.length > 1)
        .map(([put]) => `${put?.id} was written more than once`),
    ];
  },
};
