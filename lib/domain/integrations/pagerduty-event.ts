import * as z from 'zod';
import { JsonText } from '../intake/json-text.ts';

/** What of an event of PagerDuty's v3 webhooks is used. https://developer.pagerduty.com/docs/webhooks-overview */
const Event = z.object({
  event: z.object({
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    agent: z
      .object({ type: z.string().catch(''), summary: z.string().catch('') })
      .nullish()
      .catch(undefined),
    data: z
      .object({
        incident_key: z.string().nullish().catch(undefined),
        title: z.string().nullish().catch(undefined),
      })
      .catch({}),
  }),
});

const ACTIONS = { 'incident.acknowledged': 'acknowledge', 'incident.resolved': 'resolve' } as const;
const Known = z.enum(['incident.acknowledged', 'incident.resolved']);

/**
 * What somebody did in PagerDuty. `incidentIds` are the names by which the incident may be ours: its key, or the id at the
 * end of its title, since a key may be that of a group of alerts.
 */
export type PagerdutyAction = {
  kind: 'acknowledge' | 'resolve';
  incidentIds: string[];
  /** As PagerDuty names the user. */
  user: string;
  at: string;
};

/**
 * The action in the body of a webhook; `ignored` is what is no action of a person: other events, and what PagerDuty did
 * because of our own events, which would come back to it.
 */
export const pagerdutyActionIn = (body: string): PagerdutyAction | 'ignored' | 'unreadable' => {
  const parsed = JsonText.pipe(Event).safeParse(body);
  if (!parsed.success) return 'unreadable';
  const { event_type: type, agent, data, occurred_at: at } = parsed.data.event;
  const known = Known.safeParse(type).data;
  if (known === undefined || agent?.type !== 'user_reference') return 'ignored';
  const inTitle = /\(([^()\s]+-\d+)\)\s*$/.exec(data.title ?? '')?.[1];
  const incidentIds = [data.incident_key, inTitle].filter((id) => typeof id === 'string');
  return {
    kind: ACTIONS[known],
    incidentIds,
    user: agent.summary,
    at: new Date(at).toISOString(),
  };
};
