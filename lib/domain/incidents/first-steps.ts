import { type Step, shellQuoted } from '../diagnosis/runbook.ts';
import type { Incident } from './incident.ts';
import { incidentStory } from './story.ts';

/** Where the stack runs, as it goes into commands that people copy. */
export type Place = { stage: string; region: string };

type Stack = { place: Place };

/** Where every notification of a flood can be read, however many endpoints it is about. */
export const readFloodStep = ({ incidentId }: Pick<Incident, 'incidentId'>, { place }: Stack): Step => ({
  text: 'Every notification is kept in the table of notifications and names this incident. To list all endpoints:',
  command: `aws dynamodb scan --table-name flavours-error-webhook-${place.stage}-notifications --region ${place.region} --filter-expression 'incidentId = :i' --expression-attribute-values ${shellQuoted(JSON.stringify({ ':i': { S: incidentId } }))} --projection-expression endpoint,code,receivedAt`,
});

/** What to do first: the steps of the story, and how to list a flood in this stack. */
export const firstSteps = (incident: Incident, stack: Stack): readonly Step[] => {
  const { steps } = incidentStory(incident);
  return incident.flood ? [...steps, readFloodStep(incident, stack)] : steps;
};
