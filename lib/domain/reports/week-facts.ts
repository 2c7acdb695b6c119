import type { Incident } from '../incidents/incident.ts';
import type { SentAlert } from '../incidents/sent-alert.ts';
import type { ActionLogEntry } from '../incidents/timeline.ts';
import type { Day } from '../probing/daily-stats.ts';

/** What a report needs of an incident. */
export type WeekIncident = Pick<
  Incident,
  | 'endpointKey'
  | 'number'
  | 'endpoint'
  | 'state'
  | 'count'
  | 'openedAt'
  | 'lastAt'
  | 'resolvedAt'
  | 'resolution'
  | 'firstAcknowledgedAt'
  | 'cause'
  | 'sources'
>;

/** What was sent and done about an incident within the week. */
export type WeekTimeline = {
  incidentId: string;
  /** False where there is more of it than was read. */
  isWhole: boolean;
  sent: readonly Pick<SentAlert, 'at' | 'kind' | 'level' | 'channels' | 'people' | 'messageId'>[];
  actions: readonly Pick<ActionLogEntry, 'at' | 'kind' | 'actor' | 'until'>[];
};

/** An endpoint that is probed now or had an incident, with the days of the week (UTC) of which something is stored. */
export type WeekEndpoint = {
  endpointKey: string;
  endpoint: string | undefined;
  isMonitored: boolean;
  certificateEndsAt?: string | undefined;
  days: readonly Day[];
};

/** Of how many all there are a report knows: it reads no more than fits into a function's time and memory. */
export type Read = { read: number; of: number };

/** Everything that was read about a week. */
export type WeekFacts = {
  incidents: readonly WeekIncident[];
  /** False where there are more incidents than were read. */
  isWhole: boolean;
  timelines: readonly WeekTimeline[];
  timelinesRead: Read;
  endpoints: readonly WeekEndpoint[];
  /** How many endpoints are monitored now, or at least so many. */
  monitored: { count: number; isWhole: boolean };
  endpointsRead: Read;
};
