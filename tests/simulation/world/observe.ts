import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { AlertKind, LastSent } from '../../../lib/domain/incidents/last-sent.ts';
import { Cover } from '../../../lib/domain/oncall/cover.ts';
import { ProbeResult } from '../../../lib/domain/probing/probe-result.ts';
import { MachineAlert } from '../../../lib/messages/formats/machine-json.ts';
import type { Delivery } from '../../../local/sns/deliveries.ts';
import { publishRequestOf } from '../../../local/sns/request.ts';
import type { Call } from './call.ts';
import type { Announced, Ledger } from './evidence.ts';
import type { Invocation } from './invocation.ts';

const Item = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
);
const Values = Item.transform((item): Record<string, unknown> => unmarshall(item));
const Write = z.looseObject({
  TableName: z.string(),
  Key: Values.optional(),
  Item: Values.optional(),
  UpdateExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: Values.optional(),
});
type Write = z.infer<typeof Write>;
const Transaction = z.looseObject({
  TransactItems: z.array(z.object({ Update: Write, Put: Write }).partial()),
});

type Seen = { write: Write; isPut: boolean };

const Pending = z.object({ endpointKey: z.string(), id: z.string() });
const Numbered = z.object({ endpointKey: z.string(), number: z.int() });
const Marked = z.object({ lastSent: LastSent });
const Grouping = z.object({ ':incidentId': z.string() });
const Recording = z.object({ ':history': z.array(ProbeResult) });
const Endpoint = z.object({ endpointKey: z.string() });
const incidentIdOf = (key: unknown): string => {
  const { endpointKey, number } = Numbered.parse(key);
  return `${endpointKey}-${number}`;
};

/** Records the effect of a write to the tables. Returns the tables that it touched. */
export const observeWrite = (ledger: Ledger, call: Call, invocation: Invocation): Set<string> => {
  const tables = new Set<string>();
  for (const { write, isPut } of writesOf(call.operation, call.input)) {
    const table = write.TableName.split('-').at(-1) ?? '';
    tables.add(table);
    if (table === 'notifications') observeNotification(ledger, write, isPut, invocation);
    if (table === 'incidents') observeIncident(ledger, write, invocation);
    if (table === 'endpoints') observeEndpoint(ledger, write, invocation);
    if (table === 'control') observeControl(ledger, write, invocation);
  }
  return tables;
};

const writesOf = (operation: string, body: unknown): Seen[] => {
  switch (operation) {
    case 'PutItem':
      return [{ write: Write.parse(body), isPut: true }];
    case 'UpdateItem':
      return [{ write: Write.parse(body), isPut: false }];
    case 'TransactWriteItems':
      return Transaction.parse(body).TransactItems.flatMap(({ Update, Put }): Seen[] =>
        Put ? [{ write: Put, isPut: true }] : Update ? [{ write: Update, isPut: false }] : [],
      );
    default:
      return [];
  }
};

const observeNotification = (ledger: Ledger, write: Write, isPut: boolean, invocation: Invocation): void => {
  if (isPut) {
    const { id, endpointKey } = Pending.parse(write.Item);
    const { at, order } = ledger.moment(invocation);
    ledger.kept.set(id, [...(ledger.kept.get(id) ?? []), { id, at, order, key: endpointKey }]);
    return;
  }
  const grouping = Grouping.safeParse(write.ExpressionAttributeValues ?? {});
  if (!grouping.success) return;
  const { id } = Pending.parse(write.Key);
  const one = { ...ledger.moment(invocation), id, incidentId: grouping.data[':incidentId'] };
  ledger.groupings.set(id, [...(ledger.groupings.get(id) ?? []), one]);
};

const observeIncident = (ledger: Ledger, write: Write, invocation: Invocation): void => {
  const values = write.ExpressionAttributeValues ?? {};
  const incidentId = incidentIdOf(write.Key ?? write.Item);
  const isKnown = ledger.closings.some((closing) => closing.incidentId === incidentId);
  if (values[':state'] === 'resolved' && !isKnown)
    ledger.closings.push({ ...ledger.moment(invocation), incidentId });
  const marked = Marked.safeParse(write.Item ?? { lastSent: values[':lastSent'] });
  if (!marked.success) return;
  const { email, sms, machines } = marked.data.lastSent;
  const sent = [
    ...(email ? [{ channel: 'email', ...email }] : []),
    ...(sms ? [{ channel: 'sms', ...sms }] : []),
    ...(machines ? [{ channel: 'machines', ...machines }] : []),
  ];
  ledger.marks.push({
    ...ledger.moment(invocation),
    incidentId,
    channels: sent.map(({ channel, at, count, state }) => ({ channel, at, count, state })),
    faults: invocation.faults,
  });
};

const Ending = z.object({ ':ended': z.looseObject({ why: z.literal('stopped') }) });
const Beginning = z.object({ ':on': z.string() });

const observeEndpoint = (ledger: Ledger, write: Write, invocation: Invocation): void => {
  const values = write.ExpressionAttributeValues ?? {};
  const isStopped = Ending.safeParse(values).success;
  if (isStopped || Beginning.safeParse(values).success)
    ledger.monitoring.push({
      ...ledger.moment(invocation),
      key: Endpoint.parse(write.Key).endpointKey,
      isStopped,
    });
  const recording = Recording.safeParse(write.ExpressionAttributeValues ?? {});
  if (!recording.success) return;
  const { endpointKey } = Endpoint.parse(write.Key);
  const history = recording.data[':history'];
  ledger.probeResults.push({ ...ledger.moment(invocation), key: endpointKey, history });
};

const Counting = z.object({ '#count': z.string().startsWith('source#') });

const COVERS = 'covers';
const Covers = z.object({ name: z.literal(COVERS), covers: z.array(Cover) });

const observeControl = (ledger: Ledger, write: Write, invocation: Invocation): void => {
  const written = Covers.safeParse(write.Item ?? {});
  if (written.success)
    ledger.coversWritten.push({ ...ledger.moment(invocation), covers: written.data.covers });
  const counting = Counting.safeParse(write.ExpressionAttributeNames ?? {});
  if (!counting.success) return;
  const source = counting.data['#count'].slice('source#'.length);
  ledger.counted.push({ ...ledger.moment(invocation), source });
};

const Texts = z.object({ default: z.string(), email: z.string().optional(), sms: z.string().optional() });

const Kind = z.looseObject({ kind: z.string() });
const isAlert = (kind: string): boolean => kind === 'digest' || AlertKind.safeParse(kind).success;

/** What a message says about incidents, for machines; nothing in a mail that is about none. */
const alertIn = (message: string): MachineAlert | undefined => {
  const text: unknown = JSON.parse(Texts.parse(JSON.parse(message)).default);
  return isAlert(Kind.parse(text).kind) ? MachineAlert.parse(text) : undefined;
};

const incidentsIn = (alert: MachineAlert): Announced[] =>
  (alert.kind === 'digest' ? alert.incidents : [alert]).map(({ dedupKey, kind, state, count }) => ({
    incidentId: dedupKey,
    kind,
    state,
    count,
  }));

const Reading = z.looseObject({ Key: Values });
const OfCovers = z.object({ name: z.literal(COVERS) });

/** Records that a run has read who covers whom. */
export const observeRead = (ledger: Ledger, call: Call, invocation: Invocation, isSure: boolean): void => {
  if (call.operation !== 'GetItem' || !call.body.includes(COVERS)) return;
  if (OfCovers.safeParse(Reading.parse(call.input).Key).success)
    ledger.coversRead.push({ ...ledger.moment(invocation), isSure });
};

/** Records what SNS accepted, and whom it reached. */
export const observePublish = (
  ledger: Ledger,
  call: Call,
  invocation: Invocation,
  { messageId, deliveries, isFaulty }: { messageId: string; deliveries: Delivery[]; isFaulty: boolean },
): void => {
  const request = publishRequestOf(new URLSearchParams(call.body));
  const alert = alertIn(request.message);
  const incidents = alert ? incidentsIn(alert) : [];
  const recipients = z.array(z.string()).parse(JSON.parse(request.attributes['recipient']?.value ?? '[]'));
  const audience = recipients.map((recipient) => recipient.split(':')[0]);
  const channels = [
    ...(audience.includes('people') ? ['email'] : []),
    ...(audience.includes('woken') ? ['sms'] : []),
    ...(audience.every((one) => one === 'machines') ? ['machines'] : []),
  ];
  ledger.publishes.push({
    ...ledger.moment(invocation),
    messageId,
    incidents,
    channels,
    recipients,
    level: alert && 'level' in alert ? alert.level : undefined,
    deliveries,
    isFaulty,
    marksBefore: new Map(incidents.map(({ incidentId }) => [incidentId, ledger.marksOf(incidentId)])),
    faultsBefore: invocation.faults,
  });
};
