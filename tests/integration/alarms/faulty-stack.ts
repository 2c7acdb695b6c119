import { startStack } from '../../../local/stack/stack.ts';
import { temporaryFolder } from '../../temporary.ts';
import { oncallFileOf, storeOf } from '../stack.ts';
import { faultyEngine } from './faulty-engine.ts';

/** What the functions take from their environment to report figures, of which a stack of tests reports none. */
const REPORTING = {
  METRICS: 'on',
  LOG_LEVEL: 'SILENT',
  SUBSCRIBERS: '99',
  ALARM_CONTACTS: '99',
  ALARMS_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:alarms',
};

/** The product, reporting its figures, on an engine that refuses what it is told to, among services that nobody runs. */
export const startFaultyStack = async () => {
  Object.assign(process.env, REPORTING);
  const engine = await faultyEngine();
  const stack = await startStack({
    port: 0,
    dataDir: temporaryFolder('alarms'),
    dynamodbEndpoint: engine.endpoint,
    stream: false,
    sweepS: 3600,
    oncallFile: oncallFileOf(`levels:
  - subscribers: [{ email: sara@shop.example }]
sources: { old: { version: 2 } }
integrations:
  - { name: intake, webhook: "\${env:INTAKE_URL}", secret: "\${env:INTAKE_SECRET}" }
alarms: [{ email: ops@shop.example }]
`),
    environment: {
      INTAKE_URL: 'http://127.0.0.1:9/nobody-listens',
      INTAKE_SECRET: `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`,
    },
    integrateWith: 'real',
    heartbeat: JSON.stringify({ url: 'http://127.0.0.1:9/nobody-listens', everyMinutes: 1, method: 'GET' }),
    // Our own name server is dead: whatever fails may be our side's fault.
    probes: { allowed: ['127.0.0.1'], dns: '127.0.0.1:9' },
    log: () => undefined,
  });
  const store = storeOf(stack);
  return {
    engine,
    stack,
    store,
    stop: async () => {
      await stack.stop();
      await engine.stop();
      for (const name of Object.keys(REPORTING)) delete process.env[name];
    },
  };
};
export type FaultyStack = Awaited<ReturnType<typeof startFaultyStack>>;
