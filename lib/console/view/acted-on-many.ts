import type { IncidentAction } from '../../domain/incidents/action.ts';
import type { ActedOnOne } from '../../use-cases/incidents/act-on-many.ts';

const DONE: Record<IncidentAction['kind'], string> = {
  acknowledge: 'acknowledged',
  silence: 'silenced',
  unsilence: 'woken again',
  resolve: 'closed',
  note: 'noted',
};

/** What came of one act on many incidents, in a few sentences. */
export const summaryOfMany = (results: readonly ActedOnOne[], kind: IncidentAction['kind']): string => {
  const count = (outcome: ActedOnOne['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  const rest: readonly (readonly [number, string])[] = [
    [count('already'), `${DONE[kind]} already`],
    [count('over'), 'closed already'],
    [count('unknown'), 'not known'],
  ];
  const failed = count('failed');
  return [
    `${count('done')} of ${results.length} ${DONE[kind]}.`,
    ...rest.flatMap(([many, what]) => (many > 0 ? [`${many} ${many === 1 ? 'was' : 'were'} ${what}.`] : [])),
    ...(failed > 0 ? [`${failed} could not be written: try again.`] : []),
  ].join(' ');
};
