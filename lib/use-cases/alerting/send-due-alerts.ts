import { MARK_LIMIT } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, alertRank, compareRanks } from '../../domain/alerting/alert-order.ts';
import { isOneMessage, type Owed, owed } from '../../domain/alerting/due-alerts.ts';
import type { Incident, IncidentRef } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isDrill } from '../../domain/incidents/test-alert.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import type { Work } from '../runtime/run-context.ts';
import { asPublisher, type Publisher, type Turn } from './publisher.ts';
import { tell, tellBySms } from './send-alert.ts';

/** More than so many at once are told together: a storm must not silence the pager. */
export const SINGLY = 3;
/** An SMS digest only counts its incidents; a hundred transactions, side by side, mark them within the lease. */
export const SMS_DIGEST = 100 * MARK_LIMIT;

export const PATIENCE_MS = 6000;

/** An incident of which something is owed: what it takes to choose and to read it, and no more, since there may be many. */
export type Listed = { incident: IncidentRef; owed: Owed; rank: AlertRank; isTest: boolean };

/** An incident for the list of what is to be told; nothing if nothing of it is owed. */
export const listedOf = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): Listed | undefined => {
  const what = owed(incident, silence, oncall, now);
  const kind = what.email?.kind ?? what.sms?.kind;
  if (!kind) return undefined;
  const { endpointKey, number, incidentId } = incident;
  return {
    incident: { endpointKey, number, incidentId },
    owed: what,
    rank: alertRank(incident, kind, oncall),
    isTest: isDrill(incident),
  };
};

/** What is told in one turn as publisher, the most urgent first. `smsOwed`: of how many an SMS is owed altogether. */
export type Round = { byEmail: Listed[]; bySms: Listed[]; isTogether: boolean; smsOwed: number };

/**
 * Tells people what is owed of `candidates`, which only list: what is owed is decided again under the lease.
 * Never throws for a failed publish: that is simply still owed.
 */
export const deliver = async (work: Work, holder: string, candidates: readonly Incident[]): Promise<void> => {
  // Somebody waits for a test alert before a screen, and would take one that comes after the storm for a failure.
  const [tests, others] = [candidates.filter(isDrill), candidates.filter((one) => !isDrill(one))];
  await deliverInTurn(work, holder, tests, 'urgent');
  await deliverInTurn(work, holder, others, 'ordinary');
};

const deliverInTurn = async (
  work: Work,
  holder: string,
  candidates: readonly Incident[],
  turn: Turn,
): Promise<void> => {
  if (candidates.length === 0) return;
  const silences = await readSilences(
    work.store,
    candidates.map(({ endpointKey }) => endpointKey),
  );
  const listed = candidates
    .flatMap(
      (incident) => listedOf(incident, silences.get(incident.endpointKey), work.oncall, work.now()) ?? [],
    )
    .toSorted(byRank);
  const byEmail = listed.filter((one) => one.owed.email);
  const bySms = listed.filter((one) => one.owed.sms);
  if (listed.length === 0) return;
  await deliverRound(
    work,
    holder,
    { byEmail, bySms, isTogether: byEmail.length > SINGLY, smsOwed: bySms.length },
    turn,
  );
};

export const byRank = (one: Listed, other: Listed): number => compareRanks(one.rank, other.rank);

/** Tells one round of what is owed. Answers false if somebody else was publishing all the time. */
export const deliverRound = async (
  work: Work,
  holder: string,
  round: Round,
  turn: Turn = 'ordinary',
): Promise<boolean> => {
  const task = (publisher: Publisher): Promise<void> =>
    round.isTogether ? tellTogether(work, publisher, round) : tellSingly(work, publisher, round);
  const hadItsTurn = await asPublisher(work, holder, PATIENCE_MS, task, turn);
  if (!hadItsTurn)
    work.log.info('somebody else is publishing; the sweep will tell', {
      emails: round.byEmail.length,
      sms: round.bySms.length,
    });
  return hadItsTurn;
};

const incidentsOf = (listed: readonly Listed[]): IncidentRef[] => listed.map(({ incident }) => incident);

/** What is planned is told of in one summary; then one publish an incident, with its SMS where both say the same; SMS left over become one digest. */
const tellSingly = async (work: Work, publisher: Publisher, { byEmail, bySms }: Round): Promise<void> => {
  const withSmsToo = new Set<Listed>();
  const summary = byEmail.filter(({ owed: { email } }) => email?.together);
  const alone = summary.length > 1 ? byEmail.filter((one) => !summary.includes(one)) : byEmail;
  if (summary.length > 1) await tell(work, publisher, incidentsOf(summary), false);
  for (const one of alone) {
    const withSms = isOneMessage(one.owed);
    if (withSms) withSmsToo.add(one);
    await tell(work, publisher, [one.incident], withSms);
  }
  const apart = bySms.filter((one) => !withSmsToo.has(one));
  await tellAllBySms(work, publisher, apart, apart.length);
};

/** One SMS first, since it wakes people; then emails that name every incident, the worst first. */
const tellTogether = async (
  work: Work,
  publisher: Publisher,
  { byEmail, bySms, smsOwed }: Round,
): Promise<void> => {
  await tellAllBySms(work, publisher, bySms, smsOwed);
  for (const chunk of chunksOf(byEmail, MARK_LIMIT)) await tell(work, publisher, incidentsOf(chunk), false);
};

const tellAllBySms = async (
  work: Work,
  publisher: Publisher,
  listed: Listed[],
  smsOwed: number,
): Promise<void> => {
  let before = 0;
  for (const chunk of chunksOf(listed, SMS_DIGEST)) {
    await tellBySms(work, publisher, incidentsOf(chunk), smsOwed - before);
    before += chunk.length;
  }
};
