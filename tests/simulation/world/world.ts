import { join } from 'node:path';
import * as z from 'zod';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { Streams } from '../../../local/event-source/streams.ts';
import { TOPIC_ARN } from '../../../local/lambda/environment.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { readTemplate } from '../../../local/template/template.ts';
import { temporaryFolder } from '../../temporary.ts';
import type { Answer, Call } from './call.ts';
import { type Containers, PREFIX } from './container.ts';
import { type Tables, toEngine } from './dynamodb-transport.ts';
import { Ledger } from './evidence.ts';
import { type Weather, weatherOf } from './fault-schedule.ts';
import { type Fate, Faults } from './faults.ts';
import { Functions } from './functions.ts';
import { actionsOf } from './iam-actions.ts';
import { IndexReplica } from './index-replica.ts';
import type { Invocation } from './invocation.ts';
import { LateArrivals } from './late-arrivals.ts';
import { Merchants } from './merchants.ts';
import { observePublish, observeRead, observeWrite } from './observe.ts';
import { Random } from './random.ts';
import { Wire } from './sdk-transport.ts';
import { toTopic } from './sns-transport.ts';
import { NOBODY, type Staffed, type Team, teamOf } from './team.ts';
import { Timeline } from './timeline.ts';
import { Trace } from './trace.ts';
import { rememberingReads } from './unchanged-reads.ts';

const ROOT = join(__dirname, '../../..');
const EPOCH_MS = Date.UTC(2026, 2, 1, 8);

const TEMPLATE = readTemplate(join(ROOT, 'serverless.yml'));

/** Everything that one seed needs: tables of its own, functions, a topic, time. */
export type World = {
  seed: number;
  weather: Weather;
  timeline: Timeline;
  faults: Faults;
  ledger: Ledger;
  replica: IndexReplica;
  late: LateArrivals;
  functions: Functions;
  merchants: Merchants;
  /** The people who take turns, if there are any. */
  team: Team | undefined;
  topic: Topic;
  inbox: Inbox;
  streams: Streams;
  settings: typeof TEMPLATE.pump;
  tables: Tables;
  trace: Trace;
  /** Told of each write to the notifications. */
  onWrite: (() => void)[];
  remove(): Promise<void>;
};

/** What a story brings along in place of what a seed draws. */
export type Given = Pick<Staffed, 'oncall' | 'subscriptions'> & { weather: Weather; startMs: number };

let worlds = 0;

/** Makes the world of a seed on a running engine. Containers are in one world at a time. */
export const makeWorld = async (
  endpoint: string,
  containers: Containers,
  seed: number,
  given?: Given,
): Promise<World> => {
  const weather = given?.weather ?? weatherOf(seed);
  const timeline = new Timeline(given?.startMs ?? EPOCH_MS + new Random(seed, 'start').int(0, 86_400_000));
  const staffed = weather.hasTeam ? teamOf(seed, timeline.now) : undefined;
  const { oncall, subscriptions } = given ?? staffed ?? NOBODY;
  const trace = new Trace(() => timeline.now);
  const ledger = new Ledger(() => timeline.now);
  const dir = temporaryFolder('promise');
  const inbox = new Inbox(join(dir, 'inbox'));
  const topic = new Topic(TOPIC_ARN, subscriptions, inbox);
  const tables: Tables = { endpoint, prefix: `${PREFIX}${worlds++}` };
  const arn = (await createTables(endpoint, TEMPLATE.tables, tables.prefix))['notifications'] ?? '';
  const onWrite: World['onWrite'] = [];
  const faults = new Faults(new Random(seed, 'faults'));
  const late = new LateArrivals(timeline, new Random(seed, 'late'), weather.hidden);
  const atEngine = rememberingReads((call) => toEngine(tables, call));
  const ask = async (call: Call): Promise<Answer> => late.without(call, await atEngine(call));
  const replica = new IndexReplica(timeline, new Random(seed, 'lag'), ask);
  const tokens = new Set<string>();
  const apply = async (call: Call, invocation: Invocation, fate: Fate): Promise<Answer> => {
    for (const [resource, action] of actionsOf(call)) ledger.did(invocation, resource, action);
    if (call.service === 'sns') {
      const before = inbox.newest().length;
      const { answer, messageId } = toTopic(topic, call, new Date(timeline.now));
      const after = inbox.newest();
      const deliveries = after.slice(0, after.length - before);
      if (messageId)
        observePublish(ledger, call, invocation, { messageId, deliveries, isFaulty: fate !== 'none' });
      return answer;
    }
    const answer = await ask(call);
    if (answer.status === 200) observeRead(ledger, call, invocation, fate === 'none');
    if (call.index) replica.saw(call, answer);
    if (answer.status === 200 && !isRepeated(call, tokens)) {
      const known = ledger.kept.size;
      const tables = observeWrite(ledger, call, invocation);
      for (const id of [...ledger.kept.keys()].slice(known)) late.kept(id);
      if (tables.size > 0) replica.wrote();
      if (tables.has('notifications')) for (const ring of onWrite) ring();
    }
    return answer;
  };
  const merchants = new Merchants(new Random(seed, 'merchants'), oncall);
  const random = new Random(seed, 'wire');
  const wire = new Wire({
    travelMs: weather.travelMs,
    timeline,
    random,
    faults,
    ledger,
    replica,
    merchants,
    apply,
    trace: trace.say,
  });
  const functions = new Functions(containers, seed, weather, {
    timeline,
    wire,
    oncall,
    trace: trace.say,
  });
  const remove = async (): Promise<void> => {
    for (const { TableName } of TEMPLATE.tables) {
      const table = `${tables.prefix}-${TableName.split('-').at(-1)}`;
      await callDynamodb(endpoint, 'DynamoDB_20120810.DeleteTable', { TableName: table }, z.unknown());
    }
  };
  const settings = weather.isUnfiltered ? { ...TEMPLATE.pump, filters: [{}] } : TEMPLATE.pump;
  const streams = new Streams(endpoint, arn);
  return {
    seed,
    weather,
    timeline,
    faults,
    ledger,
    replica,
    late,
    functions,
    merchants,
    team: staffed?.team,
    topic,
    inbox,
    streams,
    settings,
    tables,
    trace,
    onWrite,
    remove,
  };
};

const Token = z.looseObject({ ClientRequestToken: z.string().optional() });

/** The SDK's own retry of a transaction that was applied is answered, and applies nothing. */
const isRepeated = ({ operation, input }: Call, tokens: Set<string>): boolean => {
  if (operation !== 'TransactWriteItems') return false;
  const { ClientRequestToken } = Token.parse(input);
  if (!ClientRequestToken) return false;
  const isKnown = tokens.has(ClientRequestToken);
  tokens.add(ClientRequestToken);
  return isKnown;
};
