import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { Family } from '../../domain/oncall/family.ts';
import type { Audience } from '../../domain/oncall/protocol.ts';
import { Severity } from '../../domain/oncall/severity.ts';
import type { Alert, Context, Message } from '../sections/message.ts';
import { described } from '../sections/phrases.ts';
import { recipientsOf } from './recipients.ts';

// All attributes count in the 256 KB of a message; this many of the longest names take 33 KB.
const SOURCES_NAMED = 500;

/** What subscribers' filters look at, for one incident. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export const attributesOf = (
  alert: Alert,
  audiences: readonly Audience[],
  { oncall }: Context,
): Message['attributes'] => {
  const { incident, kind } = alert;
  const { severity, family } = described(incident, oncall);
  const isTest = kind === 'test'; // everybody is to see that it comes through
  return {
    kind,
    severity: isTest ? [...Severity.options] : severity,
    family: isTest ? [...Family.options] : family,
    recipient: recipientsOf(alert, audiences),
    ...sourcesOf([incident.sources], isTest ? oncall.filteredSources : []),
  };
};

/** Those of all members together: whoever's filter takes one of them gets the digest. */
export const attributesOfDigest = (
  alerts: readonly Alert[],
  audiences: readonly Audience[],
  { oncall }: Context,
): Message['attributes'] => {
  const descriptions = alerts.map(({ incident }) => described(incident, oncall));
  return {
    kind: 'digest',
    severity: unique(descriptions.map(({ severity }) => severity)),
    family: unique(descriptions.map(({ family }) => family)),
    recipient: unique(alerts.flatMap((alert) => recipientsOf(alert, audiences))),
    ...sourcesOf(alerts.map(({ incident }) => incident.sources)),
  };
};

/** Those that posted, and whatever subscribers filter by: those come from oncall.yml, which bounds their number. */
const sourcesOf = (
  counts: readonly Record<string, number>[],
  filtered: readonly string[] = [],
): { source?: string[] } => {
  const posted = unique(counts.flatMap((of) => Object.keys(of))).slice(0, SOURCES_NAMED);
  return sourceAttribute([...posted, ...filtered]);
};

/** An empty array is no attribute that SNS takes. */
const sourceAttribute = (names: readonly string[]): { source?: string[] } => {
  const source = unique(names);
  return source.length > 0 ? { source } : {};
};

/** What has no source, or is meant for everybody: it names each source that a subscriber filters by. */
export const everySource = ({ filteredSources }: RuntimeOncallConfig): { source?: string[] } =>
  sourceAttribute(filteredSources);

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
