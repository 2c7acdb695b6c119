import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { displayHost } from '../../domain/endpoints/display-url.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { Severity } from '../../domain/oncall/config.ts';
import { clean, clip } from '../../domain/security/plain-text.ts';
import { actSentences } from '../sections/actions.ts';
import { linkFor } from '../sections/links.ts';
import type { Context, Telling } from '../sections/message.ts';
import { closingCommand, nextInDigest } from '../sections/next-alert.ts';
import {
  addressAlone,
  asciiName,
  described,
  endpointShown,
  isUnreadable,
  mentionedIn,
  placeOf,
  plural,
  shortCause,
  stateWord,
} from '../sections/phrases.ts';
import { commandRow, hanging, paragraphs, row, WIDTH } from '../text/layout.ts';
import { wrap } from '../text/plain-text.ts';
import { clockTime, localTime, shortTime } from '../text/time.ts';
import { nameOf, smsFrom } from './sms.ts';
import { fitted } from './subject.ts';

// 45 members of two lines each: with the machine form well under the 256 KB of an SNS message.
const ADDRESS_LENGTH = 160;
const ACTS = { most: 2, textLength: 80 };

const UNREADABLE_HEADING = 'Posts that we could not read';

/** All that a digest says in few words: how many fail, how many are over, how much was lost. */
const summary = (tellings: readonly Telling[]): { failing: Telling[]; news: string; lostEvents: number } => {
  const failing = tellings.filter(({ incident }) => incident.state !== 'resolved');
  const over = tellings.length - failing.length;
  const news = [
    ...(failing.length > 0 || over === 0 ? [`${failing.length} open`] : []),
    ...(over > 0 ? [`${over} closed`] : []),
  ].join(', ');
  const lostEvents = tellings
    .filter(({ incident }) => !isUnreadable(incident))
    .reduce((sum, { incident }) => sum + incident.count, 0);
  return { failing, news, lostEvents };
};

/** The one to look at first: still failing, most severe, most lost. */
const worstOf = (tellings: readonly Telling[], { oncall }: Context): Telling | undefined => {
  const rank = ({ incident }: Telling): number[] => [
    incident.state === 'resolved' ? 1 : 0,
    Severity.options.indexOf(described(incident, oncall).severity),
    -incident.count,
  ];
  return tellings
    .map((telling) => ({ telling, rank: rank(telling) }))
    .toSorted(
      (a, b) => a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find((by) => by !== 0) ?? 0,
    )[0]?.telling;
};

export const subjectOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const { news, lostEvents } = summary(tellings);
  const worst = worstOf(tellings, context);
  const head = `DIGEST ${news}, ${lostEvents}+ lost`;
  if (!worst) return head;
  const name = asciiName(described(worst.incident, context.oncall));
  const named = `${head}; worst: ${name}`;
  return fitted(
    [`${named}, ${shortCause(worst.incident.cause)}`, named],
    placeOf(worst.incident),
    worst.incident.incidentId,
  );
};

export const smsOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const { news, lostEvents } = summary(tellings);
  const worst = worstOf(tellings, context);
  const head = `DIGEST: webhooks, ${news}, at least ${lostEvents} lost.`;
  if (!worst) return head;
  const { incident } = worst;
  const since = shortTime(Date.parse(incident.openedAt), context.now, context.oncall.timeZone);
  return smsFrom(
    [head, `Worst: ${nameOf(worst, context)}, ${shortCause(incident.cause)}.`, `Since ${since}.`],
    incident.incidentId,
  );
};

/** Names every member, by host, since those of one host often fail together. */
export const emailOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const { failing, news, lostEvents } = summary(tellings);
  const worst = worstOf(tellings, context);
  const sorted = tellings
    .map((telling) => ({ telling, host: hostOf(telling) }))
    .toSorted((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0));
  const hosts = [...new Set(sorted.map(({ host }) => host))].toSorted(
    (a, b) => Number(a === UNREADABLE_HEADING) - Number(b === UNREADABLE_HEADING),
  );
  return paragraphs(
    [`DIGEST: ${news}`],
    [
      ...row(
        'At',
        `${localTime(context.now, context.oncall.timeZone)}. One email instead of ${tellings.length}.`,
      ),
      ...row('Impact', `At least ${plural(lostEvents, 'event')} lost.`),
      ...common(failing),
      ...(worst ? worstRow(worst, context) : []),
    ],
    ...hosts.map((host) => [
      `${displayHost(host)}${isWholeHost(host, failing, context) ? ' (all endpoints of this host that oncall.yml names)' : ''}`,
      ...sorted.filter((one) => one.host === host).flatMap(({ telling }) => entry(telling, context)),
    ]),
    [
      ...row('Next', nextInDigest(tellings, context)),
      ...(failing.length > 0 && !context.links
        ? [
            ...row('', 'When one works again, close it with the id that stands under it:'),
            ...commandRow(closingCommand('ID', context)),
          ]
        : []),
    ],
  );
};

const hostOf = ({ incident }: Telling): string => {
  const endpoint = endpointShown(incident);
  return endpoint === undefined ? UNREADABLE_HEADING : new URL(endpoint).host;
};

/** Whether all that a team has named on a host fails: then it is the host, and not an endpoint. One alone says nothing. */
const isWholeHost = (host: string, failing: readonly Telling[], { oncall }: Context): boolean => {
  const named = oncall.endpoints.filter(({ url }) => new URL(url).host === host);
  const keys = new Set(failing.map(({ incident }) => incident.endpointKey));
  return named.length > 1 && named.every(({ url }) => keys.has(endpointKey(url)));
};

const common = (failing: readonly Telling[]): string[] => {
  const hosts = new Set(failing.map(hostOf));
  const causes = new Set(failing.map(({ incident }) => incident.cause));
  const shared = [
    ...(hosts.size === 1 ? ['All that fail are on one host.'] : []),
    ...(causes.size === 1 ? ['All that fail have the same cause.'] : []),
  ];
  return failing.length < 2 || shared.length === 0
    ? []
    : row('Common', `${shared.join(' ')} Look first for what they share.`);
};

const worstRow = (worst: Telling, { oncall }: Context): string[] => {
  const { incident } = worst;
  if (incident.state === 'resolved') return [];
  const { firstCheck } = adviceFor(incident.cause, incident.endpoint);
  return row('Worst', `${described(incident, oncall).name} (${clean(incident.incidentId)}). ${firstCheck}`);
};

const entry = (telling: Telling, context: Context): string[] => {
  const { incident } = telling;
  const { oncall, now } = context;
  const view = linkFor('view', incident, context);
  const { name, severity } = described(incident, oncall);
  const clock = (at: string): string => clockTime(Date.parse(at), now, oncall.timeZone);
  const count = isUnreadable(incident) ? plural(incident.count, 'post') : `${incident.count}+ lost`;
  const news =
    incident.state !== 'resolved'
      ? ` (${severity}): ${shortCause(incident.cause)}, ${count} since ${clock(incident.openedAt)}`
      : `: ${count}, ${clock(incident.openedAt)} to ${clock(incident.lastAt)}`;
  const mentioned = mentionedIn(incident);
  const place = mentioned === undefined ? placeOf(incident) : `${placeOf(incident)}: names ${mentioned}`;
  const address = clip(addressAlone(incident) ?? place, ADDRESS_LENGTH);
  const id = clean(incident.incidentId);
  const isOneLine = address.length + id.length <= WIDTH - 6;
  return [
    ...hanging('  ', wrap(`${stateWord(telling)} ${name}${news}`, WIDTH - 2)),
    // This message counts as having told them.
    ...actSentences(incident, context, ACTS).flatMap((sentence) =>
      hanging('    ', wrap(sentence, WIDTH - 4)),
    ),
    ...(isOneLine ? [`    ${address}  ${id}`] : [`    ${address}`, `    ${id}`]),
    ...(view === undefined ? [] : [`    ${view}`]),
  ];
};
