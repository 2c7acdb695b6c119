import { isMuted } from '../alerting/suppression.ts';
import { described } from '../incidents/description.ts';
import type { Incident } from '../incidents/incident.ts';
import { RecordedActionKind } from '../incidents/last-sent.ts';
import type { Silence } from '../incidents/silence.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Due } from './delivered.ts';
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

/**
 * Whether an alert only says what somebody did about an incident that is muted, and about which nobody was called. People hear
 * of it by email; a tool that knows nothing of the incident would be told that it is new, and PagerDuty would wake somebody.
 */
export const isActionOnMuted = (
  { kind }: Pick<Due, 'kind'>,
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): boolean =>
  incident.state !== 'resolved' &&
  RecordedActionKind.safeParse(kind).success &&
  wasNobodyCalled(incident) &&
  isMuted(incident, silence, oncall, now);

const wasNobodyCalled = ({ lastSent }: Incident): boolean =>
  [lastSent?.email, lastSent?.sms].every((last) => last === undefined || last.highestLevel === 0);

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
