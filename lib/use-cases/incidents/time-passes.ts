import { isMuted } from '../../domain/alerting/suppression.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isRevoked } from '../../domain/incidents/source-revoked.ts';
import type { IncidentEvent } from '../../domain/incidents/transition.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';

export type TimePasses = Extract<IncidentEvent, { kind: 'clock' }>;

/**
 * The passing of time for one incident: whether it is suppressed, whether it is configured, whether its source still
 * counts.
 */
export const timePasses = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): TimePasses => ({
  kind: 'clock',
  isSuppressed: isMuted(incident, silence, oncall, now),
  isConfigured: configuredStatus(incident.endpointKey, oncall) !== undefined,
  isRevoked: isRevoked(incident, oncall),
});
