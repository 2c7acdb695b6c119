import { type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';
import type { Topic } from './subscription-findings.ts';
import { expectedSubscriptions, topicsOf } from './subscription-findings.ts';

const OWN_FUNCTIONS = ['integrate', 'selftest'];

type Addresses = readonly { protocol: string; endpoint: string }[];

/** What `oncall.yml` says, and what was deployed of it. */
export type OncallComparison = {
  /** The part that the functions have, as JSON. */
  file: unknown;
  deployed: unknown;
  /** Whom the file has on each topic. */
  subscribers: Readonly<Record<Topic['name'], Addresses>>;
};

/** Which settings differ: the names of the outermost, and nothing of their values. */
export const changedSettings = (file: unknown, deployed: unknown): string[] => {
  const entries = (value: unknown): [string, string][] =>
    Object.entries(value ?? {}).map(([name, setting]) => [name, JSON.stringify(setting)]);
  const [one, other] = [new Map(entries(file)), new Map(entries(deployed))];
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
};

/** How the file differs from what is deployed. */
export const fileFindings = (
  stack: DeployedStack,
  { file, deployed, subscribers }: OncallComparison,
): Finding[] => {
  const settings = changedSettings(file, deployed);
  const people = topicsOf(stack).flatMap((topic) => {
    const names = (addresses: Addresses) =>
      addresses.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`);
    const inFile = names(subscribers[topic.name]);
    // The functions for the team's own tools and for the self-test are no subscribers of the file.
    const inStack = names(expectedSubscriptions(stack, topic)).filter(
      (one) => !OWN_FUNCTIONS.some((name) => one.endsWith(`:function:${stack.name}-${name}`)),
    );
    return [
      ...inFile.filter((one) => !inStack.includes(one)).map((one) => `${one} is not deployed`),
      ...inStack.filter((one) => !inFile.includes(one)).map((one) => `${one} is still deployed`),
    ];
  });
  const differences = [
    ...(settings.length > 0 ? [`these settings differ: ${settings.join(', ')}`] : []),
    ...people,
  ];
  if (differences.length === 0) return [];
  return [
    finding('oncall-file', {
      subject: 'oncall.yml',
      severity: 'warning',
      what: `oncall.yml is not what is deployed: ${differences.join('; ')}.`,
      mend: deployCommand(stack),
    }),
  ];
};

/** Endpoints that fall together with our own address. */
export const sharedFateFindings = (host: string, shared: readonly string[]): Finding[] =>
  shared.length === 0
    ? []
    : [
        finding('shared-fate', {
          subject: host,
          severity: 'warning',
          what: `The error webhook (${host}) shares its host or domain with ${shared.join(', ')}.`,
          mend: 'Give the webhook a domain of its own, or the one that AWS gave it; then paste the new URL into Flavours.',
        }),
      ];
