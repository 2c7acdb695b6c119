import type { Incident } from '../domain/incidents/incident.ts';
import type { Silence } from '../domain/incidents/silence.ts';
import { coverBehind, onDutyAt } from '../domain/oncall/duty.ts';
import { dutyPeriodOf } from '../domain/oncall/duty-period.ts';
import type { PersonKey } from '../domain/oncall/people.ts';
import { personRecipient } from '../domain/oncall/recipient.ts';
import type { RosterChange } from '../domain/oncall/roster.ts';
import { clip } from '../domain/security/plain-text.ts';
import { SUBJECT_LENGTH } from './formats/subject.ts';
import { HANDOVER } from './language/phrases/duty.ts';
import { LINKS } from './language/phrases/mail.ts';
import { inDirection, say } from './language/say.ts';
import { dayAndClockIn, zoneIn } from './language/times.ts';
import { openLink } from './sections/digest-links.ts';
import { memberRows } from './sections/digest-member.ts';
import { linkFor } from './sections/links.ts';
import { type Context, inEnglish, type Message } from './sections/message.ts';
import { asciiPerson, personName, personNames } from './sections/person-name.ts';
import { standingRows } from './sections/standing.ts';
import { headed, paragraphs } from './text/layout.ts';
import { ascii, shownText } from './text/plain-text.ts';
import { shortTime } from './text/time.ts';
import { withTranslations } from './translations.ts';

/** What is open at a hand-over, the worst first, `more` without being named; and what the last day brought. */
export type OpenNow = {
  members: readonly { incident: Incident; silence: Silence | undefined }[];
  more: number;
  recent?: { opened: number; over: number; lost: number };
};

/** Whom a hand-over concerns and a mail can reach: those who come on duty and those who go off. */
export const readersOf = (
  changes: readonly RosterChange[],
  { people }: Pick<Context['oncall'], 'people'>,
): PersonKey[] => [
  ...new Set(
    changes.flatMap(({ came, went }) => [...came, ...went]).filter((person) => people[person]?.hasEmail),
  ),
];

/**
 * The mail at a hand-over, the same for those who come on duty and those who go off, so that both know what the other knows.
 * `open`: nothing where it could not be read. Nobody is woken by it, and no fixed subscriber gets it.
 */
export const renderHandover = (
  changes: readonly RosterChange[],
  open: OpenNow | undefined,
  context: Context,
): Message => withTranslations((inContext) => handoverIn(changes, open, inContext), context);

const handoverIn = (
  changes: readonly RosterChange[],
  open: OpenNow | undefined,
  context: Context,
): Message => {
  const { language } = context.oncall;
  const mail = paragraphs(
    ...changes.map((change) => changeRows(change, context)),
    ...openRows(open, context),
    headed(HANDOVER.recent[language], recentRows(open, context)),
    isNothing(open) ? [] : openLink(context),
  );
  return {
    audience: ['people'],
    subject: subjectOf(changes, open, inEnglish(context)),
    email: inDirection(language, mail),
    machine: JSON.stringify({ version: 1, kind: 'duty-handover' }),
    attributes: {
      kind: 'duty-handover',
      recipient: readersOf(changes, context.oncall).map((person) => personRecipient('people', person)),
    },
  };
};

const changeRows = (change: RosterChange, context: Context): string[] => {
  const { level, came, went } = change;
  const { language } = context.oncall;
  const names = personNames(went, context);
  if (came.length === 0)
    return [say(language, HANDOVER.goes, { names, level }), ...stillThere(change, context)];
  return [
    ...came.flatMap((person) => cameRows(person, level, context)),
    ...(went.length === 0 ? [] : [say(language, HANDOVER.before, { names })]),
  ];
};

const stillThere = ({ level }: RosterChange, context: Context): string[] => {
  const { language } = context.oncall;
  const there = onDutyAt(context.oncall, level, context.now).map(({ person }) => person);
  return [
    there.length === 0
      ? say(language, HANDOVER.nobody, {})
      : say(language, HANDOVER.stays, { names: personNames(there, context) }),
  ];
};

/** From when to when, and if it is in somebody's stead, in whose, by whose decision, and why. */
const cameRows = (person: PersonKey, level: number, context: Context): string[] => {
  const { oncall, now } = context;
  const { language } = oncall;
  const { from = now, to } = dutyPeriodOf(oncall, level, person, now);
  const words = {
    name: personName(person, context),
    level,
    from: dayAndClockIn(context, from),
    zone: zoneIn(oncall),
  };
  return [
    to === undefined
      ? say(language, HANDOVER.comesWithoutEnd, words)
      : say(language, HANDOVER.comes, { ...words, to: dayAndClockIn(context, to) }),
    ...coverRows(person, level, context),
  ];
};

const coverRows = (person: PersonKey, level: number, context: Context): string[] => {
  const { oncall, now } = context;
  const place = onDutyAt(oncall, level, now).find((one) => one.person === person);
  const cover = place && coverBehind(oncall, level, place, now);
  if (!place?.instead || !cover) return [];
  const words = {
    name: personName(person, context),
    instead: personName(place.instead, context),
    actor: shownText(cover.createdBy),
  };
  const reason = shownText(cover.reason);
  return [
    reason === ''
      ? say(oncall.language, HANDOVER.coverWithoutReason, words)
      : say(oncall.language, HANDOVER.cover, { ...words, reason }),
  ];
};

const isNothing = (open: OpenNow | undefined): boolean =>
  open !== undefined && open.members.length + open.more === 0;

const openRows = (open: OpenNow | undefined, context: Context): string[][] => {
  const { language } = context.oncall;
  if (!open) return [[say(language, HANDOVER.unread, {})]];
  const { members, more } = open;
  if (isNothing(open)) return [[say(language, HANDOVER.nothing, {})]];
  return [
    ...members.map((member, index) => [
      ...(index === 0 ? [HANDOVER.open[language]] : []),
      ...memberRows(member, context),
      ...standingRows(member, context),
      ...viewLink(member.incident, context),
    ]),
    more === 0 ? [] : [say(language, HANDOVER.more, { count: more })],
  ];
};

const viewLink = (incident: Incident, context: Context): string[] => {
  const link = linkFor('view', incident, context);
  return link === undefined ? [] : [say(context.oncall.language, LINKS.view, {}), link];
};

const recentRows = (open: OpenNow | undefined, { oncall: { language } }: Context): string[] => {
  if (!open?.recent) return [];
  const { recent } = open;
  return [recent.opened === 0 ? say(language, HANDOVER.quiet, {}) : say(language, HANDOVER.opened, recent)];
};

/** "ON DUTY Omar until 6 Dec 09:00 (level 1), 2 open" */
const subjectOf = (changes: readonly RosterChange[], open: OpenNow | undefined, context: Context): string => {
  const count = open && open.members.length + open.more;
  const end = count === undefined ? '' : count === 0 ? ', nothing open' : `, ${count} open`;
  const coming = changes.flatMap(({ level, came }) => came.map((person) => ({ level, person })));
  const going = changes.flatMap(({ level, went }) => went.map((person) => ({ level, person })));
  const head = (all: typeof coming, word: string, withEnd: boolean): string =>
    `${word} ${all.map(({ level, person }) => inSubject(person, level, context, withEnd)).join(', ')}${end}`;
  const heads =
    coming.length > 0
      ? [head(coming, 'ON DUTY', true), head(coming, 'ON DUTY', false)]
      : [head(going, 'OFF DUTY', false)];
  const plain = heads.map(ascii);
  return plain.find((one) => one.length <= SUBJECT_LENGTH) ?? clip(plain.at(-1) ?? '', SUBJECT_LENGTH, '...');
};

const inSubject = (person: PersonKey, level: number, context: Context, withEnd: boolean): string => {
  const { oncall, now } = context;
  const { to } = withEnd ? dutyPeriodOf(oncall, level, person, now) : { to: undefined };
  const until = to === undefined ? '' : ` until ${shortTime(to, now, oncall.timeZone)}`;
  return `${asciiPerson(person, context)}${until} (level ${level})`;
};
