import { Family, type RuntimeOncallConfig, Severity } from '../../domain/oncall/config.ts';
import type { Audience } from '../../domain/oncall/protocol.ts';
import type { Alert, Context, Message } from '../sections/message.ts';
import { described } from '../sections/phrases.ts';

// All attributes count in the 256 KB of a message; this many of the longest names take 33 KB.
const SOURCES_NAMED = 500;

/** What subscribers' filters look at, for one incident. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export const attributesOf = (
  { incident, kind, level }: Alert,
  audience: readonly Audience[],
  { oncall }: Context,
): Message['attributes'] => {
  const { severity, family } = described(incident, oncall);
  const isTest = kind === 'test'; // everybody is to see that it comes through
  return {
    kind,
    severity: isTest ? [...Severity.options] : severity,
    family: isTest ? [...Family.options] : family,
    level: levelsUpTo(level),
    audience: [...audience],
    ...sourcesOf([incident.sources], isTest ? oncall.filteredSources : []),
  };
};

/** Those of all members together: whoever's filter takes one of them gets the digest. */
export const attributesOfDigest = (
  alerts: readonly Alert[],
  audience: readonly Audience[],
  { oncall }: Context,
): Message['attributes'] => {
  const descriptions = alerts.map(({ incident }) => described(incident, oncall));
  return {
    kind: 'digest',
    severity: unique(descriptions.map(({ severity }) => severity)),
    family: unique(descriptions.map(({ family }) => family)),
    level: levelsUpTo(Math.max(1, ...alerts.map(({ level = 1 }) => level))),
    audience: [...audience],
    ...sourcesOf(alerts.map(({ incident }) => incident.sources)),
  };
};

/** The levels below hear what those above them hear: who acts must know it. */
const levelsUpTo = (level = 1): string[] => Array.from({ length: level }, (_, index) => String(index + 1));

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
