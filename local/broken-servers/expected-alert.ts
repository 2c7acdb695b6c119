import { causeOf } from '../../lib/domain/diagnosis/cause.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { incidentStory } from '../../lib/domain/incidents/story.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import type { Probe } from '../../lib/domain/probing/probe.ts';
import { emailOf } from '../../lib/messages/formats/email.ts';

/** What the opened email says: the verdict, the area, what to do first. */
export type LastSent = { email: string; verdict: string; area: string; firstStep: string };

/** What Flavours' own client would report: the status, or what cURL says about an incomplete answer. */
const reported = ({ answer }: Probe): { code: number; message?: string } => {
  if (!answer) return { code: 0 };
  if (!answer.incomplete) return { code: answer.status };
  return { code: 0, message: `cURL error ${answer.incomplete === 'ETIMEDOUT' ? 28 : 18}` };
};

/** The alert about a lab server, if Flavours got the same status, or no answer and no words. */
export const sentOf = (endpoint: string, probe: Probe): LastSent => {
  const { code, message } = reported(probe);
  const key = endpointKey(endpoint);
  const incident: Incident = {
    endpointKey: key,
    number: 1,
    incidentId: `${key}-1`,
    endpoint,
    state: 'open',
    count: 1,
    openedAt: probe.at,
    lastAt: probe.at,
    cause: causeOf(code, message),
    codes: { [code]: 1 },
    sources: { main: 1 },
    sample: { at: probe.at, code, ...(message && { message }) },
    probe,
    version: 1,
    listName: 'open',
  };
  const email = emailOf(
    { incident, kind: 'opened', reason: 'a new incident' },
    {
      oncall: RuntimeOncallConfig.parse({}),
      now: Date.parse(probe.at),
      place: { stage: 'local', region: '' },
    },
  );
  const { sentence, area, steps } = incidentStory(incident);
  return { email, verdict: sentence, area, firstStep: steps[0]?.text ?? '–' };
};
