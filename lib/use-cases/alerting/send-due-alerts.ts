import { MARK_LIMIT } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { LEASE_MS } from '../../adapters/dynamodb/publisher-lease.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, alertRank, compareRanks } from '../../domain/alerting/alert-order.ts';
import { type DueAlerts, isOneMessage } from '../../domain/alerting/due-alert.ts';
import type { Incident, IncidentRef } from '../../domain/incidents/incident.ts';
import { isSelfTest, isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import type { RunContext } from '../runtime/run-context.ts';
import type { DueIncident } from './due-incident.ts';
import { needingNow, OpenSnapshot } from './failing-now.ts';
import { type Publisher, type Turn, withPublisherLease } from './publisher.ts';
import { sendAlert, sendAlertBySms, sendToMachines } from './send-alert.ts';

/** More than this many at once are sent as a digest: a storm must not silence the pager. */
export const SINGLY = 3;
/** An SMS digest only counts its incidents; a hundred parallel transactions record them within the lease. */
export const SMS_DIGEST = 100 * MARK_LIMIT;

export const LEASE_WAIT_MS = 6000;

/** An incident with a due alert: enough to rank and to read it, and no more, since there may be many. */
export type Listed = { incident: IncidentRef; due: DueAlerts; rank: AlertRank; turn: ListedTurn };

/**
 * Somebody is waiting for a test alert at a screen, and would think it failed if it came after the storm; for a self-test
 * nobody waits, and no message about an outage names one.
 */
export type ListedTurn = 'test' | 'outage' | 'self-test';
const TURNS: readonly [ListedTurn, Turn][] = [
  ['test', 'urgent'],
  ['outage', 'ordinary'],
  ['self-test', 'ordinary'],
];

const turnOf = (incident: Incident): ListedTurn =>
  isSelfTest(incident) ? 'self-test' : isTestAlert(incident) ? 'test' : 'outage';

/** The entry for an incident with a due alert; undefined if nothing is due. */
export const listedOf = ({ incident, due }: DueIncident, oncall: RuntimeOncallConfig): Listed | undefined => {
  const kind = due.email?.kind ?? due.sms?.kind ?? due.machines?.kind;
  if (!kind) return undefined;
  const { endpointKey, number, incidentId } = incident;
  return {
    incident: { endpointKey, number, incidentId },
    due,
    rank: alertRank(incident, kind, oncall),
    turn: turnOf(incident),
  };
};

/**
 * What is sent while holding the lease once, most urgent first. `smsDue`: for how many incidents an SMS is due in
 * total.
 */
export type Batch = {
  byEmail: Listed[];
  bySms: Listed[];
  forMachines: Listed[];
  isTogether: boolean;
  smsDue: number;
};

/**
 * Sends what is due of `candidates`, which only list: whoever waited for the lease finds another state, so what is
 * due is decided again under it, once for what is sent and marked. Never throws for a failed publish: that is simply still
 * due.
 */
export const sendDueAlerts = async (
  run: RunContext,
  holder: string,
  candidates: readonly DueIncident[],
): Promise<void> => {
  const listed = candidates.flatMap((one) => listedOf(one, run.oncall) ?? []).toSorted(byRank);
  for (const [which, turn] of TURNS) {
    const inTurn = listed.filter((one) => one.turn === which);
    await deliverInTurn(run, holder, inTurn, turn);
  }
};

const deliverInTurn = async (
  run: RunContext,
  holder: string,
  listed: readonly Listed[],
  turn: Turn,
): Promise<void> => {
  if (listed.length === 0) return;
  const byEmail = listed.filter((one) => one.due.email);
  const bySms = listed.filter((one) => one.due.sms);
  const forMachines = listed.filter((one) => one.due.machines);
  await sendBatch(
    run,
    holder,
    { byEmail, bySms, forMachines, isTogether: byEmail.length > SINGLY, smsDue: bySms.length },
    turn,
  );
};

export const byRank = (one: Listed, other: Listed): number => compareRanks(one.rank, other.rank);

/**
 * Sends one batch of due alerts. Returns false if somebody else was publishing the whole time. Where the lease is lost
 * during one part, the others take it again: emails do not end with the SMS before them.
 */
export const sendBatch = async (
  run: RunContext,
  holder: string,
  batch: Batch,
  turn: Turn = 'ordinary',
): Promise<boolean> => {
  const parts = [...(batch.isTogether ? [bySmsTogether, byEmailTogether] : [sendSingly]), toMachines];
  const open = new OpenSnapshot(run);
  const task = async (publisher: Publisher): Promise<void> => {
    for (let part = parts.shift(); part; part = parts.shift()) await part(run, publisher, batch, open);
  };
  const hadItsTurn = await withPublisherLease(run, holder, LEASE_WAIT_MS, task, turn);
  if (hadItsTurn && parts.length > 0 && run.remainingMs() > LEASE_MS)
    await withPublisherLease(run, holder, LEASE_WAIT_MS, task, turn);
  if (!hadItsTurn)
    run.log.info('somebody else is publishing; the sweep will send what is due', {
      emails: batch.byEmail.length,
      sms: batch.bySms.length,
      forMachines: batch.forMachines.length,
    });
  return hadItsTurn;
};

const incidentsOf = (listed: readonly Listed[]): IncidentRef[] => listed.map(({ incident }) => incident);

/**
 * What maintenance held back goes into one summary, which comes last if all of it is over; then one publish per incident,
 * with its SMS if both say the same; remaining SMS become one digest.
 */
const sendSingly = async (
  run: RunContext,
  publisher: Publisher,
  { byEmail, bySms }: Batch,
  open: OpenSnapshot,
): Promise<void> => {
  const withSmsToo = new Set<Listed>();
  const summary = byEmail.filter(({ due: { email } }) => email?.together);
  const alone = summary.length > 1 ? byEmail.filter((one) => !summary.includes(one)) : byEmail;
  const sendSummary = async (): Promise<void> =>
    sendAlert(run, publisher, incidentsOf(summary), false, await needingNow(open));
  const isOver = summary.every(({ due: { email } }) => email?.kind === 'resolved');
  if (summary.length > 1 && !isOver) await sendSummary();
  for (const one of alone) {
    const withSms = isOneMessage(one.due);
    if (withSms) withSmsToo.add(one);
    await sendAlert(run, publisher, [one.incident], withSms);
  }
  if (summary.length > 1 && isOver) await sendSummary();
  const apart = bySms.filter((one) => !withSmsToo.has(one));
  await sendAllBySms(run, publisher, apart, apart.length, open);
};

/** `open`: what is open, as far as a part of the batch has asked. */
type Part = (run: RunContext, publisher: Publisher, batch: Batch, open: OpenSnapshot) => Promise<void>;

/** One SMS first, since it wakes people; then emails that name every incident, the worst first. */
const bySmsTogether: Part = (run, publisher, { bySms, smsDue }, open) =>
  sendAllBySms(run, publisher, bySms, smsDue, open);

const byEmailTogether: Part = async (run, publisher, { byEmail }, open) => {
  const needing = byEmail.length > 1 ? await needingNow(open) : undefined;
  for (const chunk of chunksOf(byEmail, MARK_LIMIT))
    await sendAlert(run, publisher, incidentsOf(chunk), false, needing);
};

/** Last, since nobody waits for it; apart from what people get, so that no digest brings them what is not for them. */
const toMachines: Part = async (run, publisher, { forMachines }) => {
  for (const chunk of chunksOf(forMachines, forMachines.length > SINGLY ? MARK_LIMIT : 1))
    await sendToMachines(run, publisher, incidentsOf(chunk));
};

const sendAllBySms = async (
  run: RunContext,
  publisher: Publisher,
  listed: Listed[],
  smsDue: number,
  open: OpenSnapshot,
): Promise<void> => {
  let before = 0;
  for (const chunk of chunksOf(listed, SMS_DIGEST)) {
    await sendAlertBySms(run, publisher, incidentsOf(chunk), { smsDue: smsDue - before, open });
    before += chunk.length;
  }
};
