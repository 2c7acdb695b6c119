import type { Step } from '../../domain/diagnosis/runbook.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { readFloodStep } from './flood.ts';
import type { Context } from './message.ts';
import { readPostStep } from './unreadable.ts';

/** What to do first: the steps of the story, with what only this stack can say of posts and floods. */
export const firstSteps = (incident: Incident, context: Context): readonly Step[] => {
  const { steps } = incidentStory(incident);
  if (incident.flood) return [...steps, readFloodStep(incident, context)];
  return isUnreadable(incident) ? [readPostStep, ...steps.slice(1)] : steps;
};
