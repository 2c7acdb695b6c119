import {
  oncallAtRuntime,
  problemsIn,
  readOncall,
  sourceVersionsOf,
} from '../lib/adapters/config/oncall-file.ts';
import { OncallConfig, type RuntimeOncallConfig } from '../lib/domain/oncall/config.ts';
import { type Subscription, subscriptionsOf } from '../lib/domain/oncall/subscriptions.ts';
import { exampleContacts } from './example-contacts.ts';
import { integrationsForStack } from './integrations-for-stack.ts';

/** What the stack needs from `oncall.yml`: either its problems, or all its parts. */
export type OncallForStack = {
  problems: string[];
  examples: string[];
  subscriptions: Subscription[];
  subscribers: number;
  alarms: { protocol: 'email' | 'sms'; endpoint: string }[];
  alarmContacts: number;
  sourceVersions: string;
  /** The team's tools with their secrets, as JSON. */
  integrations: string;
  runtime?: RuntimeOncallConfig;
};

type ResolveVariable = (variable: string) => Promise<unknown>;

/** Reads `oncall.yml` for the stack. Problems are returned, so that `serverless remove` works whatever the file says. */
export const oncallForStack = async (
  path: string,
  resolveVariable: ResolveVariable,
): Promise<OncallForStack> => {
  const problems: string[] = [];
  const nothing = {
    problems,
    examples: [],
    subscriptions: [],
    subscribers: 0,
    alarms: [],
    alarmContacts: 0,
    sourceVersions: '{}',
    integrations: '[]',
  };
  const written = read(path, problems);
  if (written === undefined) return nothing;

  // Apart from the rest, which is shipped with every function: only one gets these.
  const { integrations: configured, ...others } = written;
  const lookedUp = await lookUp(others, resolveVariable, problems);
  const integrations = await integrationsForStack(
    path,
    configured,
    (variable) => resolveOrNothing(variable, resolveVariable),
    problems,
  );
  const oncall = OncallConfig.safeParse(lookedUp);
  if (problems.length > 0) return nothing;
  if (!oncall.success) {
    problems.push(
      ...problemsIn(oncall.error).map(({ path: field, message }) => `${path} ${field.join('.')}: ${message}`),
    );
    return nothing;
  }
  if (oncall.data.alarms.length === 0) {
    problems.push(`${path} alarms: expected somebody who hears of trouble in this stack itself`);
    return nothing;
  }
  const subscriptions = subscriptionsOf(oncall.data);
  return {
    problems,
    examples: exampleContacts(oncall.data).map((field) => `${path} ${field}`),
    subscriptions,
    subscribers: subscriptions.length + (configured.length > 0 ? 1 : 0),
    alarms: oncall.data.alarms.map((alarm) =>
      'email' in alarm
        ? { protocol: 'email', endpoint: alarm.email }
        : { protocol: 'sms', endpoint: alarm.sms },
    ),
    alarmContacts: oncall.data.alarms.length,
    sourceVersions: JSON.stringify(sourceVersionsOf(oncall.data)),
    integrations,
    // They know that there are integrations, which are machines, and nothing else of them.
    runtime: oncallAtRuntime({ ...oncall.data, integrations: configured }),
  };
};

const read = (path: string, problems: string[]): OncallConfig | undefined => {
  try {
    return readOncall(path);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
};

const REFERENCE = /^\$\{((?:env|ssm):[^{}]+)\}$/;

/** A copy with each `${env:…}` and `${ssm:…}` replaced by its value. */
const lookUp = async (
  value: unknown,
  resolveVariable: ResolveVariable,
  problems: string[],
): Promise<unknown> => {
  if (Array.isArray(value)) return Promise.all(value.map((item) => lookUp(item, resolveVariable, problems)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(async ([key, item]) => [
      key,
      await lookUp(item, resolveVariable, problems),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }
  const variable = typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined;
  if (variable === undefined) return value;
  const resolved = await resolveOrNothing(variable, resolveVariable);
  if (resolved !== undefined) return resolved;
  problems.push(`oncall.yml: \${${variable}} cannot be looked up`);
  return value;
};

const resolveOrNothing = async (variable: string, resolveVariable: ResolveVariable): Promise<unknown> => {
  try {
    return await resolveVariable(variable);
  } catch (error) {
    // osls calls again once the source (ssm) is ready.
    if (error instanceof Error && 'code' in error && error.code === 'MISSING_VARIABLE_DEPENDENCY')
      throw error;
    return undefined;
  }
};
