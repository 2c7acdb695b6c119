import { seeForYourself } from '../../domain/diagnosis/runbook.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { ActKind } from '../../domain/incidents/last-sent.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { actRows } from '../sections/actions.ts';
import { backfillOf } from '../sections/backfill.ts';
import { facts } from '../sections/facts.ts';
import { firstSteps } from '../sections/first-steps.ts';
import { floodRows } from '../sections/flood.ts';
import { linkRows } from '../sections/links.ts';
import type { Context, Telling } from '../sections/message.ts';
import { closesByItself, closingCommand, nextMessage } from '../sections/next-alert.ts';
import {
  addressOf,
  described,
  isUnreadable,
  mentionedIn,
  plural,
  ranked,
  shortCause,
  stateWord,
} from '../sections/phrases.ts';
import { seenRow } from '../sections/probe.ts';
import { ended } from '../sections/resolution.ts';
import { emailOfDrill } from '../sections/test-alert.ts';
import { rawTextStep } from '../sections/unreadable.ts';
import { commandRow, numbered, paragraphs, row } from '../text/layout.ts';
import { shownText } from '../text/plain-text.ts';
import { clockTime, duration, localSpan, localTime, MINUTE_MS, utcTime } from '../text/time.ts';

const REASON_LENGTH = 200;
const SOURCES_SHOWN = 5;
const QUIET_WORTH_SAYING_MS = 10 * MINUTE_MS;

/** The text of an email about one incident: plain, because that is all that an SNS email can be. */
export const emailOf = (telling: Telling, context: Context): string => {
  if (telling.kind === 'test') return emailOfDrill(telling, context);
  const { incident } = telling;
  const { name, severity } = described(incident, context.oncall);
  const isOver = incident.state === 'resolved';
  const isAct = ActKind.safeParse(telling.kind).success;
  return paragraphs(
    [`${stateWord(telling)}: ${name}${isOver ? '' : ` (${severity})`}`],
    [
      ...actRows(telling, context),
      ...why(telling),
      ...where(telling),
      ...floodRows(incident),
      ...(isOver ? ended(telling, context) : since(telling, context)),
      ...impact(telling),
      ...(isOver ? [] : cause(telling, context)),
    ],
    isOver
      ? toFetch(telling, context)
      : isAct
        ? [] // whoever acts has read them
        : ['Do first', ...numbered(firstSteps(incident, context))],
    isOver ? row('Next', nextMessage(telling, context)) : whatNext(telling, context),
    linkRows(incident, context),
    facts(incident),
    [`Incident ${clean(incident.incidentId)}`],
  );
};

const why = ({ kind, reason, level = 1 }: Telling): string[] => {
  if (kind !== 'escalated' && kind !== 'reminder') return [];
  const to =
    kind === 'escalated' && level > 1
      ? ` So this goes to ${level === 2 ? 'levels 1 and 2' : `levels 1 to ${level}`}.`
      : '';
  const said = shownText(reason, REASON_LENGTH);
  return row('Why', `${said.charAt(0).toUpperCase()}${said.slice(1)}.${to}`);
};

const where = ({ incident }: Telling): string[] => {
  const endpoint = addressOf(incident);
  return endpoint
    ? row('Endpoint', endpoint)
    : [...row('Source', clean(Object.keys(incident.sources).join(', '))), ...mentioned(incident)];
};

const mentioned = (incident: Incident): string[] => {
  const url = mentionedIn(incident);
  return url === undefined ? [] : row('Names', `${url} (it may be what fails)`);
};

const since = ({ incident, kind }: Telling, { oncall, now }: Context): string[] => {
  const opened = Date.parse(incident.openedAt);
  const last = Date.parse(incident.lastAt);
  const earlier =
    kind !== 'opened' || isUnreadable(incident) || incident.count === 0
      ? ''
      : ' Flavours had already tried three times, so it began earlier.';
  const told = incident.told?.email;
  const more = incident.count - (told?.count ?? incident.count);
  return [
    ...row('Since', `${localTime(opened, oncall.timeZone)}, ${duration(now - opened)} ago.${earlier}`),
    ...(told && more > 0
      ? row('New', `${more} more since the last message: ${told.count} then, ${incident.count} now.`)
      : []),
    ...(told && told.cause !== incident.cause
      ? row('Changed', `The cause was: ${shortCause(told.cause)}.`)
      : []),
    ...(kind !== 'opened' && !isUnreported(incident) && now - last >= QUIET_WORTH_SAYING_MS
      ? row(
          'Last',
          `${clockTime(last, now, oncall.timeZone)}, ${duration(now - last)} ago. Quiet does not prove that it works: Flavours speaks only when an event fails.`,
        )
      : []),
  ];
};

const impact = ({ incident }: Telling): string[] => {
  const { count, sources } = incident;
  if (count === 0)
    return row('Impact', 'Flavours has reported no lost event yet; while this lasts, each new one is lost.');
  const named = ranked(sources).map(([source, of]) => `${clean(source)} ${of}`);
  const more = named.length > SOURCES_SHOWN ? `, ${named.length - SOURCES_SHOWN} more` : '';
  const bySource = named.length > 1 ? ` By source: ${named.slice(0, SOURCES_SHOWN).join(', ')}${more}.` : '';
  return row(
    'Impact',
    isUnreadable(incident)
      ? `${plural(count, 'post')} that we could not read.${bySource}`
      : `${plural(count, 'notification')} = at least ${plural(count, 'event')} lost.${bySource}`,
  );
};

const cause = ({ incident }: Telling, { oncall, now }: Context): string[] => {
  const { known, verdict, area } = incidentStory(incident);
  return [
    ...(verdict ? row('Verdict', `${verdict.sentence} (${verdict.sure})`) : []),
    ...row('Cause', known),
    ...(area === 'unknown' ? [] : row('Area', area)),
    ...seenRow(incident, now, oncall.timeZone),
  ];
};

const whatNext = (telling: Telling, context: Context): string[] => [
  ...row('Next', nextMessage(telling, context)),
  ...(context.links
    ? []
    : [
        ...row(
          '',
          `When ${isUnreadable(telling.incident) ? 'this is dealt with' : 'it works again'}, close the incident in the project's folder; everyone is told:`,
        ),
        ...commandRow(closingCommand(telling.incident.incidentId, context)),
      ]),
  ...row('', closesByItself(telling.incident, context.oncall)),
];

const toFetch = ({ incident }: Telling, context: Context): string[] => {
  const { oncall } = context;
  if (isUnreadable(incident))
    return ['If nobody has read them yet', ...numbered([rawTextStep(incident, context)])];
  const backfill = backfillOf(incident, oncall);
  if (!backfill) return [];
  const { from, to, reason, steps } = backfill;
  return [
    ...(incident.resolution === 'quiet' || incident.resolution === 'expired'
      ? ['Check first', ...numbered([seeForYourself(incident.endpoint)]), '']
      : []),
    'Fetch again',
    ...row('  From', localSpan(from, to, oncall.timeZone)),
    ...row('', `${utcTime(from)} to ${utcTime(to)}`),
    ...row('', reason),
    ...numbered(steps),
  ];
};
