import { isMuted } from '../alerting/suppression.ts';
import { described } from '../incidents/description.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Integration } from './integration.ts';

type Taker = Pick<Integration, 'kind' | 'severities' | 'families' | 'sources'>;

/** Whether an integration that was told nothing of an incident yet is to be told; a test alert goes everywhere. */
export const isWanted = (
  integration: Taker,
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
): boolean =>
  isTestAlert(incident) ||
  (isTaken(integration, incident, oncall) && !isNoNewsInChat(integration, incident, silence, oncall));

const isTaken = (
  { severities, families, sources }: Taker,
  incident: Incident,
  oncall: RuntimeOncallConfig,
): boolean => {
  const { severity, family } = described(incident, oncall);
  return (
    (severities?.includes(severity) ?? true) &&
    (families?.includes(family) ?? true) &&
    (sources?.some((source) => Object.hasOwn(incident.sources, source)) ?? true)
  );
};

/**
 * Programs are told of every end, for the time in which events were lost. In a chat people would read that something is over
 * which was kept from them.
 */
const isNoNewsInChat = (
  { kind }: Taker,
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
): boolean =>
  (kind === 'slack' || kind === 'teams') &&
  incident.state === 'resolved' &&
  (incident.resolution === 'revoked' ||
    isMuted(incident, silence, oncall, new Date(incident.resolvedAt ?? incident.lastAt)));
