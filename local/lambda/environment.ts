import { devNull } from 'node:os';
import { LOCAL_ACCESS_KEY, LOCAL_REGION } from '../dynamodb/api.ts';

export const TABLE_PREFIX = 'flavours-error-webhook-local';
export const TOPIC_ARN = `arn:aws:sns:${LOCAL_REGION}:000000000000:${TABLE_PREFIX}-alerts`;

/** What a deployed function never has, and a laptop often does: the SDK must reach nothing but our endpoints. */
const NOT_HERE = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'WEBHOOK_SECRET_PREVIOUS',
  'LINK_SECRET_PREVIOUS',
];

const PROBE_VARIABLES = [
  'PROBES',
  'PROBE_ALLOWED',
  'PROBE_DNS',
  'PROBE_AUTHORITY_FILE',
  'PROBE_NETWORK',
  'PROBE_PACE',
];

const OTHER_VARIABLES = ['INTEGRATIONS', 'PAGERDUTY_URL', 'HEARTBEAT', 'PUBLISH_PLAIN'];

/** What a laptop's probes may reach besides the public internet, and which authorities they trust. */
export type LocalProbes = {
  allowed: readonly string[];
  authorityFile?: string;
  dns?: string;
  /** Our own network is assumed to work: a laptop may be offline, and probe only itself. */
  isNetworkAssumed?: boolean;
  /** Below 1 for demos: probes and recovery come that much sooner. */
  pace?: number;
};

export type FunctionEnvironment = {
  webhookSecret: string;
  linkSecret: string;
  consoleUrl: string;
  oncallFile: string;
  /** When the self-test is run, and in which zone that is meant. */
  selfTest?: string;
  timeZone?: string;
  sourceVersions: Record<string, number>;
  dynamodbEndpoint: string;
  snsEndpoint: string;
  /** How endpoints are probed; not at all by default. */
  probes?: LocalProbes | undefined;
  /** The team's tools as JSON with their secrets, and where PagerDuty's stand-in is. */
  integrations?: string;
  pagerdutyUrl?: string | undefined;
  /** The service outside that hears the heartbeat, as JSON: none on a laptop, unless a test stands in for it. */
  heartbeat?: string | undefined;
  /** Whether each form is published by itself. */
  publishPlain?: boolean | undefined;
};

/** Sets the environment of the functions. They read it when they are loaded, so there is one stack per process. */
export const setFunctionEnvironment = (environment: FunctionEnvironment): void => {
  for (const name of [...NOT_HERE, ...PROBE_VARIABLES, ...OTHER_VARIABLES]) delete process.env[name];
  Object.assign(process.env, {
    TABLE_PREFIX,
    TOPIC_ARN,
    SERVICE_NAME: TABLE_PREFIX,
    METRICS_NAMESPACE: 'FlavoursErrorWebhook',
    WEBHOOK_SECRET: environment.webhookSecret,
    LINK_SECRET: environment.linkSecret,
    CONSOLE_URL: environment.consoleUrl,
    WEBHOOK_ORIGIN: environment.consoleUrl,
    SELF_TEST: environment.selfTest ?? 'off',
    TIME_ZONE: environment.timeZone ?? 'UTC',
    ONCALL_FILE: environment.oncallFile,
    SOURCE_VERSIONS: JSON.stringify(environment.sourceVersions),
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: LOCAL_ACCESS_KEY,
    AWS_CONFIG_FILE: devNull, // on Windows it has another name
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // deployed functions run on Node 24
    AWS_ENDPOINT_URL_DYNAMODB: environment.dynamodbEndpoint,
    AWS_ENDPOINT_URL_SNS: environment.snsEndpoint,
    INTEGRATIONS: environment.integrations ?? '[]',
    ...(environment.heartbeat && { HEARTBEAT: environment.heartbeat }),
    PUBLISH_PLAIN: String(environment.publishPlain ?? false),
    ...(environment.pagerdutyUrl && { PAGERDUTY_URL: environment.pagerdutyUrl }),
    ...(environment.probes && probeVariables(environment.probes)),
  });
};

const probeVariables = ({ allowed, authorityFile, dns, isNetworkAssumed, pace }: LocalProbes) => ({
  PROBES: 'on',
  PROBE_ALLOWED: allowed.join(','),
  ...(authorityFile && { PROBE_AUTHORITY_FILE: authorityFile }),
  ...(dns && { PROBE_DNS: dns }),
  ...(isNetworkAssumed && { PROBE_NETWORK: 'assumed' }),
  ...(pace && { PROBE_PACE: String(pace) }),
});
