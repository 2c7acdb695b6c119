import { MARK_LIMIT } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { isOneMessage, type Owed, owed } from '../../domain/alerting/due-alerts.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isDrill } from '../../domain/incidents/test-alert.ts';
import type { Work } from '../runtime/run-context.ts';
import { asPublisher, type Publisher, type Turn } from './publisher.ts';
import { tell, tellBySms } from './send-alert.ts';

/** More than so many at once are told together: a storm must not silence the pager. */
const SINGLY = 3;
/** An SMS digest only counts its incidents; ten transactions mark it well within the lease. */
const SMS_DIGEST = 10 * MARK_LIMIT;

export const PATIENCE_MS = 6000;

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
    .map((incident) => ({
      incident,
      owed: owed(incident, silences.get(incident.endpointKey), work.oncall, work.now()),
    }))
    .sort((one, other) => compare(one.incident.endpoint ?? '', other.incident.endpoint ?? ''));
  const byEmail = listed.filter((one) => one.owed.email);
  const bySms = listed.filter((one) => one.owed.sms);
  if (byEmail.length === 0 && bySms.length === 0) return;

  const task = (publisher: Publisher): Promise<void> =>
    byEmail.length > SINGLY
      ? tellTogether(work, publisher, byEmail, bySms)
      : tellSingly(work, publisher, byEmail, bySms);
  const hadItsTurn = await asPublisher(work, holder, PATIENCE_MS, task, turn);
  if (!hadItsTurn)
    work.log.info('somebody else is publishing; the sweep will tell', { incidents: listed.length });
};

type Listed = { incident: Incident; owed: Owed };

/** What is planned is told of in one summary; then one publish an incident, with its SMS where both say the same; SMS left over become one digest. */
const tellSingly = async (
  work: Work,
  publisher: Publisher,
  byEmail: Listed[],
  bySms: Listed[],
): Promise<void> => {
  const withSmsToo = new Set<Listed>();
  const summary = byEmail.filter(({ owed: { email } }) => email?.together);
  const alone = summary.length > 1 ? byEmail.filter((one) => !summary.includes(one)) : byEmail;
  if (summary.length > 1)
    await tell(
      work,
      publisher,
      summary.map(({ incident }) => incident),
      false,
    );
  for (const one of alone) {
    const withSms = isOneMessage(one.owed);
    if (withSms) withSmsToo.add(one);
    await tell(work, publisher, [one.incident], withSms);
  }
  const apart = bySms.filter((one) => !withSmsToo.has(one));
  for (const chunk of chunksOf(apart, SMS_DIGEST))
    await tellBySms(
      work,
      publisher,
      chunk.map(({ incident }) => incident),
    );
};

/** One SMS first, since it wakes people; then emails that name every incident. */
const tellTogether = async (
  work: Work,
  publisher: Publisher,
  byEmail: Listed[],
  bySms: Listed[],
): Promise<void> => {
  for (const chunk of chunksOf(bySms, SMS_DIGEST))
    await tellBySms(
      work,
      publisher,
      chunk.map(({ incident }) => incident),
    );
  for (const chunk of chunksOf(byEmail, MARK_LIMIT))
    await tell(
      work,
      publisher,
      chunk.map(({ incident }) => incident),
      false,
    );
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
