import { expect } from '@jest/globals';
import { IncidentAction } from '../../../../lib/domain/incidents/action.ts';
import { applyAction } from '../../../../lib/domain/incidents/apply-action.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, opened } from '../../examples.ts';

export type State = { incident: Incident; silence?: Silence | undefined };

/** Acts as the flow does; where nothing is to be written, nothing may have changed. */
export const perform = (state: State, action: Record<string, unknown>, time: string, actor = 'Sara') => {
  const decision = applyAction(
    state.incident,
    state.silence,
    IncidentAction.parse(action),
    actor,
    at(time),
    30,
  );
  const { change } = decision;
  expect(change === undefined).toBe(decision.outcome !== 'done');
  return {
    ...decision,
    after: {
      incident: change?.incident ?? state.incident,
      silence: change?.silence ?? state.silence,
    },
  };
};
export const fresh = (): State => ({ incident: opened() });
export const acknowledge = { kind: 'acknowledge' };
export const silence = (until: string) => ({ kind: 'silence', until, reason: 'vendor is on it' });
/** The same once Omar has closed it. */
export const closed = (state: State): State => ({
  ...state,
  incident: transition(state.incident, { kind: 'resolved', actor: 'Omar' }, at('03:05:00.000')),
});
