import type { Mark } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { MessageRefusedError } from '../../adapters/sns/publish.ts';
import { type DueAlert, isOneMessage } from '../../domain/alerting/due-alert.ts';
import { markSent, settledList } from '../../domain/alerting/mark-sent.ts';
import type { IncidentRef } from '../../domain/incidents/incident.ts';
import type { Channel } from '../../domain/incidents/last-sent.ts';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import type { SentAlert } from '../../domain/incidents/sent-alert.ts';
import { peopleOf } from '../../messages/formats/recipients.ts';
import { withPlainSubject } from '../../messages/plain-subject.ts';
import { renderAlert, renderDigest } from '../../messages/render.ts';
import type { Context, Message } from '../../messages/sections/message.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { type DueIncident, withDue } from './due-incident.ts';
import { failingNow, OpenSnapshot } from './failing-now.ts';
import { keepSet } from './keep-set.ts';
import { LeaseLostError, type Publisher } from './publisher.ts';
import { markAll } from './record-sent.ts';
import { slimIncident } from './slim-incident.ts';
import { withSmsLimit } from './sms-limit.ts';

/** How many incidents of an SMS digest are read before their long texts are dropped. */
const READ_AT_ONCE = 100;
/** An SMS may count thousands of incidents; the timeline of each has the message's id anyway. */
const MOST_LOGGED = 100;

type Channels = [Channel, ...Channel[]];

/** What a digest is not about: how many more an SMS is due for, which of all need somebody, and what is open. */
type Besides = {
  unlisted?: number;
  needing?: ReadonlySet<string> | undefined;
  open?: OpenSnapshot | undefined;
};

/** An incident as read under the lease, with what is due and why it is sent now. */
type Due = DueIncident & DueAlert;

/**
 * Sends by email what is still due for `listed`: one incident by itself (by SMS too if `withSms`), several as a
 * digest, which says how many more of `needing` there are.
 */
export const sendAlert = async (
  run: RunContext,
  publisher: Publisher,
  listed: readonly IncidentRef[],
  withSms: boolean,
  needing?: ReadonlySet<string>,
): Promise<void> => {
  await careful(run, publisher, async () => {
    const due = await dueNow(run, listed, 'email');
    const [only] = due;
    const wakes = withSms && due.length === 1 && only !== undefined && isOneMessage(only.due);
    if (!wakes) return publishDue(run, publisher, due, ['email'], { needing });
    return withSmsLimit(run, (maySms) =>
      publishDue(run, publisher, due, maySms ? ['email', 'sms'] : ['email']),
    );
  });
};

/** Sends to machines what is still due for `listed` and not for people: their ends, with what to fetch again. */
export const sendToMachines = (
  run: RunContext,
  publisher: Publisher,
  listed: readonly IncidentRef[],
): Promise<void> =>
  careful(run, publisher, async () =>
    publishDue(run, publisher, await dueNow(run, listed, 'machines'), ['machines']),
  );

/**
 * Sends one SMS about what is still due by SMS for `listed`, if the SMS limit allows it. `smsDue` is how many there
 * are including those not listed: the SMS states that number, and the worst incident.
 */
export const sendAlertBySms = async (
  run: RunContext,
  publisher: Publisher,
  listed: readonly IncidentRef[],
  { smsDue, open }: { smsDue: number; open: OpenSnapshot },
): Promise<void> => {
  await careful(run, publisher, async () => {
    const due: Due[] = [];
    for (const chunk of chunksOf(listed, READ_AT_ONCE))
      due.push(
        ...(await dueNow(run, chunk, 'sms')).map((one) => ({ ...one, incident: slimIncident(one.incident) })),
      );
    if (due.length === 0) return;
    const unlisted = Math.max(0, smsDue - listed.length);
    await withSmsLimit(run, async (maySms) => {
      if (maySms) await publishDue(run, publisher, due, ['sms'], { unlisted, open });
    });
  });
};

/** After a failed publish the alert is still due; it must not hold back those behind it. */
const careful = async (run: RunContext, publisher: Publisher, task: () => Promise<void>): Promise<void> => {
  if (!publisher.hasTime()) return;
  try {
    await task();
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    run.log.error('an alert could not be sent; it is still due', { error });
  }
};

const dueNow = async (run: RunContext, listed: readonly IncidentRef[], channel: Channel): Promise<Due[]> => {
  const read = await withDue(run, await readIncidents(run.store, listed));
  const byId = new Map(read.map((one) => [one.incident.incidentId, one]));
  return listed.flatMap(({ incidentId }) => {
    const one = byId.get(incidentId);
    const why = one?.due[channel];
    return one && why ? [{ ...one, ...why }] : [];
  });
};

const publishDue = async (
  run: RunContext,
  publisher: Publisher,
  due: Due[],
  channels: Channels,
  besides: Besides = {},
): Promise<void> => {
  const [only, ...others] = due;
  if (!only) return;
  const isDigest = others.length > 0;
  const counted = isDigest ? await countedFor(run, due, channels, besides) : {};
  const at = run.now();
  const { oncall, place, links } = run;
  const context = { oncall, now: at.getTime(), place, links, ...counted };
  const message = isDigest
    ? renderDigest(due, channels, context, besides.unlisted)
    : renderAlert(only, channels, context);
  const mark = (messageId: string): Promise<void> =>
    markAll(
      run,
      due.map((one) => markOf(run, one, { due, channels, at, messageId })),
    );
  const accepted = (messageId: string): Promise<void> => {
    run.log.info('alert sent', sentLine(due, channels, messageId));
    return mark(messageId);
  };
  try {
    await publisher.publish(message, accepted);
  } catch (error) {
    if (!(error instanceof MessageRefusedError)) throw error;
    run.log.error('SNS refused a message', { incidents: due.length, error });
    if (!isDigest) return publishPlainly(publisher, message, accepted);
    const middle = Math.ceil(due.length / 2);
    for (const half of [due.slice(0, middle), due.slice(middle)]) {
      await careful(run, publisher, () =>
        publishDue(run, publisher, half, channels, { needing: besides.needing, open: besides.open }),
      );
    }
  }
};

/** What a digest says and acts on besides its members. The link of an SMS acts on what its number counts, and no less. */
const countedFor = async (
  run: RunContext,
  due: readonly Due[],
  channels: Channels,
  { unlisted = 0, needing = new Set(), open = new OpenSnapshot(run) }: Besides,
): Promise<Pick<Context, 'setId' | 'failing' | 'more'>> => {
  if (channels.includes('machines')) return {}; // it is all over, and no machine follows links
  const incidents = due.map(({ incident }) => incident);
  if (!channels.includes('sms')) {
    const named = incidents.filter(({ state }) => state !== 'resolved');
    const more = new Set(needing);
    for (const { incidentId } of incidents) more.delete(incidentId);
    return {
      more: more.size,
      setId: await keepSet(
        run,
        named.map(({ incidentId }) => incidentId),
      ),
    };
  }
  // Of what is over there is no more to say.
  if (incidents.every(({ state }) => state === 'resolved')) return {};
  const { incidentIds, ...failing } = await failingNow(run, open, incidents, unlisted);
  return {
    failing,
    ...(run.oncall.smsLinks && { setId: await keepSet(run, incidentIds, failing.count) }),
  };
};

/** What the log says of a message that SNS accepted: about which incidents, and under which id SNS knows it. */
const sentLine = (due: readonly Due[], channels: Channels, messageId: string) => ({
  messageId,
  kind: due.length > 1 ? 'digest' : due[0]?.kind,
  channels,
  level: Math.max(...due.map(({ level }) => level)),
  incidents: due.length,
  incidentIds: due.slice(0, MOST_LOGGED).map(({ incident }) => incident.incidentId),
});

/** A subject that SNS refuses must never hold back an alert. */
const publishPlainly = (publisher: Publisher, message: Message, mark: (messageId: string) => Promise<void>) =>
  publisher.publish(withPlainSubject(message), mark);

/** Whom it was meant for by its loudest channel. */
const peopleIn = (one: Due, channels: Channels): Pick<SentAlert, 'people'> => {
  const people = peopleOf(one, channels.includes('sms') ? 'woken' : 'people');
  return people.length > 0 ? { people: [...people] } : {};
};

const markOf = (
  run: RunContext,
  one: Due,
  { due, channels, at, messageId }: { due: Due[]; channels: Channels; at: Date; messageId: string },
): Mark => {
  const { incident, silence, due: sent, kind, reason, level } = one;
  const lastSent = markSent(incident, sent, channels, at);
  const alert: SentAlert = {
    incidentId: incident.incidentId,
    at: at.toISOString(),
    kind: due.length > 1 ? 'digest' : kind,
    reason,
    level,
    channels,
    ...peopleIn(one, channels),
    messageId,
    expiresAt: expiresAt(at, KEPT_DAYS.timeline),
  };
  return {
    incident,
    lastSent,
    listName: settledList({ ...incident, lastSent }, silence, run.oncall, at),
    alert,
  };
};
