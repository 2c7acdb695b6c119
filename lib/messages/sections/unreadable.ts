import { type Step, shellQuoted } from '../../domain/diagnosis/runbook.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Context } from './message.ts';

/** Shows what a source posted last, as it was kept. */
export const rawTextStep = ({ endpointKey }: Incident, { place }: Context): Step => ({
  text: 'Read what was posted last; it is kept in the table of notifications:',
  command: `aws dynamodb query --table-name flavours-error-webhook-${place.stage}-notifications --region ${place.region} --key-condition-expression 'endpointKey = :k' --expression-attribute-values ${shellQuoted(JSON.stringify({ ':k': { S: endpointKey } }))} --no-scan-index-forward --max-items 3`,
});
