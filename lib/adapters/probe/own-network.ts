import type { NetworkCheck, OwnSide } from './network-reference.ts';

/** Whether our own side works, as far as the time allows to know. */
export type Suspicion = (side: OwnSide) => Promise<boolean | undefined>;

/** Checks our own DNS or network, each at most once per probe; not knowing is a possible answer. */
export const suspicion = (check: NetworkCheck | undefined, overdue: AbortSignal): Suspicion => {
  const asked = new Map<OwnSide, Promise<boolean | undefined>>();
  const timeIsUp = new Promise<undefined>((resolve) => {
    overdue.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return (side) => {
    if (!check) return Promise.resolve(undefined);
    const answer = asked.get(side) ?? Promise.race([check(side, overdue), timeIsUp]).catch(() => undefined);
    asked.set(side, answer);
    return answer;
  };
};
