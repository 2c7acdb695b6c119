import {
  oncallAtRuntime,
  problemsIn,
  readOncall,
  sourceVersionsOf,
} from '../lib/adapters/config/oncall-file.ts';
import { OncallConfig, type RuntimeOncallConfig } from '../lib/domain/oncall/config.ts';
import { type Subscription, subscriptionsOf } from '../lib/domain/oncall/subscriptions.ts';
import { exampleContacts } from './example-contacts.ts';
import { heartbeatForStack } from './heartbeat-for-stack.ts';
import { integrationsForStack } from './integrations-for-stack.ts';
import { at, type ResolveVariable, withVariables } from './variables.ts';

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
  /** The service outside that hears the sweep's heartbeat, as JSON; no text where there is none. */
  heartbeat: string;
  selfTest: string;
  timeZone: string;
  runtime?: RuntimeOncallConfig;
};

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
    heartbeat: '',
    selfTest: 'off',
    timeZone: 'UTC',
  };
  const written = read(path, problems);
  if (written === undefined) return nothing;

  // Apart from the rest, which is shipped with every function: only one gets these.
  const { integrations: configured, heartbeat: beat, ...others } = written;
  const lookedUp = await withVariables(path, others, resolveVariable, problems);
  const integrations = await integrationsForStack(path, configured, resolveVariable, problems);
  const heartbeat = await heartbeatForStack(path, beat, resolveVariable, problems);
  const oncall = OncallConfig.safeParse(lookedUp);
  if (problems.length > 0) return nothing;
  if (!oncall.success) {
    problems.push(
      ...problemsIn(oncall.error).map(({ path: field, message }) => `${at(path, field)}: ${message}`),
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
    // Those beside the people are functions of ours.
    subscribers:
      subscriptions.length + (configured.length > 0 ? 1 : 0) + (oncall.data.selfTest === 'off' ? 0 : 1),
    alarms: oncall.data.alarms.map((alarm) =>
      'email' in alarm
        ? { protocol: 'email', endpoint: alarm.email }
        : { protocol: 'sms', endpoint: alarm.sms },
    ),
    alarmContacts: oncall.data.alarms.length,
    sourceVersions: JSON.stringify(sourceVersionsOf(oncall.data)),
    integrations,
    heartbeat,
    selfTest: oncall.data.selfTest,
    timeZone: oncall.data.timeZone,
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
