import type { Stage } from '../../domain/probing/probe.ts';
import type { NetworkCheck } from './network-reference.ts';

/** Whether our own side works, as far as the time allows to know. */
export type Suspicion = (stage: Stage) => Promise<boolean | undefined>;

/** Asks about our own DNS or network, each at most once a probe; not to know is an answer too. */
export const suspicion = (check: NetworkCheck | undefined, overdue: AbortSignal): Suspicion => {
  const asked = new Map<Stage, Promise<boolean | undefined>>();
  const timeIsUp = new Promise<undefined>((resolve) => {
    overdue.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return (stage) => {
    if (!check || (stage !== 'dns' && stage !== 'tcp')) return Promise.resolve(undefined);
    const answer = asked.get(stage) ?? Promise.race([check(stage, overdue), timeIsUp]).catch(() => undefined);
    asked.set(stage, answer);
    return answer;
  };
};
