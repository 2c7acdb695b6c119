import { adviceFor } from '../advice.ts';
import { seeForYourself } from '../advice-steps.ts';
import { ActKind } from '../told.ts';
import { actRows } from './acts.ts';
import { emailOfDrill } from './drill.ts';
import { facts } from './facts.ts';
import { fetchAgain, lossWindow } from './fetch-again.ts';
import { commandRow, numbered, paragraphs, row } from './layout.ts';
import { linkRows } from './links.ts';
import type { Context, Telling } from './message.ts';
import { closesByItself, closingCommand, nextMessage } from './next.ts';
import { clean, clip } from './text.ts';
import { clockTime, duration, localSpan, localTime, MINUTE_MS, utcTime } from './time.ts';
import { rawTextStep } from './unreadable.ts';
import {
  described,
  endpointShown,
  isUnreadable,
  plural,
  ranked,
  shortCause,
  stateWord,
  statusOf,
} from './words.ts';

const TYPED_NAME_LENGTH = 60;
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
      ...(isOver ? ended(telling, context) : since(telling, context)),
      ...impact(telling),
      ...(isOver ? [] : cause(telling)),
    ],
    isOver
      ? toFetch(telling, context)
      : isAct
        ? [] // whoever acts has read them
        : ['Do first', ...firstSteps(telling, context)],
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
  const said = clip(clean(reason), REASON_LENGTH);
  return row('Why', `${said.charAt(0).toUpperCase()}${said.slice(1)}.${to}`);
};

const where = ({ incident }: Telling): string[] => {
  const endpoint = endpointShown(incident);
  return endpoint
    ? row('Endpoint', endpoint)
    : row('Source', clean(Object.keys(incident.sources).join(', ')));
};

const since = ({ incident, kind }: Telling, { oncall, now }: Context): string[] => {
  const opened = Date.parse(incident.openedAt);
  const last = Date.parse(incident.lastAt);
  const earlier =
    kind !== 'opened' || isUnreadable(incident)
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
    ...(kind !== 'opened' && now - last >= QUIET_WORTH_SAYING_MS
      ? row(
          'Last',
          `${clockTime(last, now, oncall.timeZone)}, ${duration(now - last)} ago. Quiet does not prove that it works: Flavours speaks only when an event fails.`,
        )
      : []),
  ];
};

const impact = ({ incident }: Telling): string[] => {
  const { count, sources } = incident;
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

const cause = ({ incident }: Telling): string[] => {
  const { sentence, area } = adviceFor(incident.cause, incident.endpoint);
  return [
    ...row('Cause', sentence.replace(/\.$/, `${statusOf(incident)}.`)),
    ...(area === 'unknown' ? [] : row('Area', area)),
  ];
};

const firstSteps = ({ incident }: Telling, context: Context): string[] => {
  const { steps } = adviceFor(incident.cause, incident.endpoint);
  return numbered(isUnreadable(incident) ? [rawTextStep(incident, context), ...steps.slice(1)] : steps);
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
  ...row('', closesByItself),
];

const ended = ({ incident }: Telling, { oncall }: Context): string[] => {
  const opened = Date.parse(incident.openedAt);
  const last = Date.parse(incident.lastAt);
  const closed = Date.parse(incident.resolvedAt ?? incident.lastAt);
  const at = localTime(closed, oncall.timeZone);
  const unchecked = isUnreadable(incident) ? '' : ' We have not checked the endpoint ourselves.';
  const who = clip(clean(incident.resolvedBy ?? ''), TYPED_NAME_LENGTH);
  return [
    ...(incident.resolution === 'quiet'
      ? [
          ...row(
            'Closed',
            `${at}: no notification for ${duration(closed - last)}; nobody checked that it works.`,
          ),
          ...row('Lasted', `At least ${duration(last - opened)}, from the first notification to the last.`),
        ]
      : [
          ...row('Closed', `${at}${who ? ` by ${who}` : ''}.${unchecked}`),
          ...row('Lasted', `${duration(closed - opened)}, from the first notification to the closing.`),
        ]),
    ...(incident.told?.email ? [] : row('Told', 'This is the first message about it: it was over before.')),
  ];
};

const toFetch = ({ incident }: Telling, context: Context): string[] => {
  const { oncall } = context;
  if (isUnreadable(incident))
    return ['If nobody has read them yet', ...numbered([rawTextStep(incident, context)])];
  const { from, to } = lossWindow(incident);
  return [
    ...(incident.resolution === 'quiet'
      ? ['Check first', ...numbered([seeForYourself(incident.endpoint)]), '']
      : []),
    'Fetch again',
    ...row('  From', localSpan(from, to, oncall.timeZone)),
    ...row('', `${utcTime(from)} to ${utcTime(to)}`),
    ...row(
      '',
      'It ends with the last notification. That no event failed after it is not proven: rather fetch more.',
    ),
    ...numbered(fetchAgain(described(incident, oncall).family)),
  ];
};
