import type { Incident, RecordedAction } from './incident.ts';

/** Actions that the others have not heard about, oldest first; of very many, the last ones. */
export const unsentActions = ({
  recentActions = [],
  lastSent,
}: Pick<Incident, 'recentActions' | 'lastSent'>): RecordedAction[] =>
  recentActions.filter(({ number }) => number > (lastSent?.email?.lastAction ?? 0));

/**
 * How many earlier actions the others have not heard about either: the timeline has them. Actions are numbered one by
 * one.
 */
export const unsentBefore = (
  { lastSent }: Pick<Incident, 'lastSent'>,
  [first]: readonly RecordedAction[],
): number => (first ? first.number - 1 - (lastSent?.email?.lastAction ?? 0) : 0);
