import { compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { displayHost } from '../../domain/endpoints/display-url.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
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
  isFlood,
  lostCount,
  lostOf,
  lostShort,
  mentionedIn,
  placeOf,
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
/** Of the worst in an SMS where its id leaves little room: some name rather than none. */
const SHORT_NAME = 20;

const UNREADABLE_HEADING = 'Posts that we could not read';
const FLOOD_HEADING = 'More endpoints of a source than it may have incidents for';

/** All that a digest says in few words: how many fail, how many are over, how much was lost. */
const summary = (
  tellings: readonly Telling[],
  unlisted = 0,
): { failing: Telling[]; news: string; incidents: Incident[] } => {
  const failing = tellings.filter(({ incident }) => incident.state !== 'resolved');
  const over = tellings.length - failing.length;
  const news = [
    ...(failing.length > 0 || over === 0 ? [`${failing.length + unlisted} open`] : []),
    ...(over > 0 ? [`${over} closed`] : []),
  ].join(', ');
  return { failing, news, incidents: tellings.map(({ incident }) => incident) };
};

/** The worst first: still failing, most severe, most lost, longest. */
const worstFirst = (tellings: readonly Telling[], { oncall }: Context): Telling[] =>
  tellings
    .map((telling) => ({ telling, rank: incidentRank(telling.incident, oncall) }))
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .map(({ telling }) => telling);

export const subjectOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const { news, incidents } = summary(tellings);
  const [worst] = worstFirst(tellings, context);
  const count = lostCount(incidents);
  const head = `DIGEST ${news}${count === 0 ? '' : `, ${count}+ lost`}`;
  if (!worst) return head;
  const name = asciiName(described(worst.incident, context.oncall));
  const named = `${head}; worst: ${name}`;
  return fitted(
    [`${named}, ${incidentStory(worst.incident).short}`, named],
    placeOf(worst.incident),
    worst.incident.incidentId,
  );
};

/** `unlisted`: so many more are open than stand in this digest; what they lost is not reckoned. */
export const smsOfDigest = (tellings: readonly Telling[], context: Context, unlisted = 0): string => {
  const { news, incidents } = summary(tellings, unlisted);
  const [worst] = worstFirst(tellings, context);
  const count = lostCount(incidents);
  const head = `DIGEST: webhooks, ${news}${count === 0 ? '' : `, at least ${count} lost`}.`;
  if (!worst) return head;
  const { incident } = worst;
  const since = shortTime(Date.parse(incident.openedAt), context.now, context.oncall.timeZone);
  const name = nameOf(worst, context);
  const told = (worstIs: string): string => smsFrom([head, worstIs, `Since ${since}.`], incident.incidentId);
  const whole = told(`Worst: ${name}, ${incidentStory(incident).short}.`);
  return whole.includes('Worst: ') ? whole : told(`Worst: ${clip(name, SHORT_NAME, '...')}.`);
};

/** Names every member, the worst first; those of one severity by host, since those of one host often fail together. */
export const emailOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const { failing, news, incidents } = summary(tellings);
  const sorted = worstFirst(tellings, context);
  const [worst] = sorted;
  return paragraphs(
    [`DIGEST: ${news}`],
    [
      ...row(
        'At',
        `${localTime(context.now, context.oncall.timeZone)}. One email instead of ${tellings.length}.`,
      ),
      ...row('Impact', `${lostOf(incidents)}.`),
      ...common(failing),
      ...(worst ? worstRow(worst, context) : []),
    ],
    ...byHost(sorted, context).map(([host, members]) => [
      `${displayHost(host)}${isWholeHost(host, failing, context) ? ' (all endpoints of this host that oncall.yml names)' : ''}`,
      ...members.flatMap((telling) => entry(telling, context)),
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

/** Members under their hosts, in the order of the first of each; the more severe ones of a host stand apart, above. */
const byHost = (sorted: readonly Telling[], { oncall }: Context): [host: string, members: Telling[]][] => {
  const groups = new Map<string, { host: string; members: Telling[] }>();
  for (const telling of sorted) {
    const { incident } = telling;
    const host = hostOf(telling);
    const tier = incident.state === 'resolved' ? 'over' : described(incident, oncall).severity;
    const group = groups.get(`${tier} ${host}`);
    if (group) group.members.push(telling);
    else groups.set(`${tier} ${host}`, { host, members: [telling] });
  }
  return [...groups.values()].map(({ host, members }) => [host, members]);
};

const hostOf = ({ incident }: Telling): string => {
  const endpoint = endpointShown(incident);
  if (endpoint !== undefined) return new URL(endpoint).host;
  return isFlood(incident) ? FLOOD_HEADING : UNREADABLE_HEADING;
};

/** Whether all that a team has named on a host fails: then it is the host, and not an endpoint. One alone says nothing. */
const isWholeHost = (host: string, failing: readonly Telling[], { oncall }: Context): boolean => {
  const named = oncall.endpoints.filter(({ url }) => new URL(url).host === host);
  const keys = new Set(failing.map(({ incident }) => incident.endpointKey));
  return named.length > 1 && named.every(({ url }) => keys.has(endpointKey(url)));
};

const common = (failing: readonly Telling[]): string[] => {
  const hosts = new Set(failing.map(hostOf));
  const causes = new Set(failing.map(({ incident }) => incidentStory(incident).cause));
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
  const { firstCheck } = incidentStory(incident);
  return row('Worst', `${described(incident, oncall).name} (${clean(incident.incidentId)}). ${firstCheck}`);
};

const entry = (telling: Telling, context: Context): string[] => {
  const { incident } = telling;
  const { oncall, now } = context;
  const view = linkFor('view', incident, context);
  const { name, severity } = described(incident, oncall);
  const clock = (at: string): string => clockTime(Date.parse(at), now, oncall.timeZone);
  const count = lostShort(incident);
  const news =
    incident.state !== 'resolved'
      ? ` (${severity}): ${incidentStory(incident).short}, ${count} since ${clock(incident.openedAt)}`
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
