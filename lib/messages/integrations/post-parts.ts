import { backfillOf } from '../../domain/incidents/backfill.ts';
import { isSilenced } from '../../domain/incidents/silence.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import type { Severity } from '../../domain/oncall/severity.ts';
import type { Purpose } from '../../domain/security/signed-link.ts';
import { unmarked } from '../formats/chat.ts';
import { subjectOfDigest } from '../formats/digest-subject.ts';
import { subjectOf } from '../formats/subject.ts';
import { actionSentences } from '../sections/actions.ts';
import { firstSteps } from '../sections/first-steps.ts';
import { acknowledgedTime, linkFor } from '../sections/links.ts';
import type { Alert, Context } from '../sections/message.ts';
import { onDutyRows } from '../sections/on-duty.ts';
import { addressOf, described, lost } from '../sections/phrases.ts';
import { endingSentence } from '../sections/resolution.ts';
import { localTime } from '../text/time.ts';

const STEPS_SHOWN = 4;
const ACTIONS_SHOWN = 5;
const ACTION_LENGTH = 300;
/** A link takes 200 characters: beyond this many the console lists the rest. */
const LINKS_SHOWN = 15;
const MEMBERS_SHOWN = 45;

export type Button = { label: string; url: string; purpose: Purpose | 'list' };

/** What a post says in whatever form, as plain text in which nothing is a mention, a link or a format. */
export type PostParts = {
  title: string;
  color: 'bad' | 'warning' | 'good' | 'neutral';
  /** The endpoint as people read it. */
  address?: string;
  lines: string[];
  steps: string[];
  buttons: Button[];
};

/** A post about many: a line each, the first of them with a link. */
export type DigestParts = {
  title: string;
  color: PostParts['color'];
  members: { text: string; url?: string }[];
  /** How many are not named. */
  more: number;
  onDuty: string[];
  buttons: Button[];
};

/** One incident: what changed, what is known of it, and what can be done. */
export const partsOfPost = (alert: Alert, context: Context): PostParts => {
  const { incident, kind } = alert;
  const address = addressOf(incident);
  const isTest = kind === 'test';
  const { timeZone } = context.oncall;
  const since = localTime(Date.parse(incident.openedAt), timeZone);
  const backfill = isOver(alert) ? backfillOf(incident, context.oncall) : undefined;
  return {
    title: unmarked(subjectOf(alert, context)),
    color: colorOf(alert, context),
    ...(address !== undefined && !isTest && { address }),
    lines: [
      ...(isTest ? [] : [`${lost(incident)} since ${since}.`]),
      isOver(alert) ? endingSentence(incident, context) : incidentStory(incident).sentence,
      ...actionSentences(incident, context, { most: ACTIONS_SHOWN, textLength: ACTION_LENGTH }),
      ...(backfill
        ? [
            `Fetch again what Flavours has from ${localTime(backfill.from, timeZone)} to ${localTime(backfill.to, timeZone)}.`,
          ]
        : []),
      ...onDutyLine([alert], context),
    ].map(unmarked),
    steps:
      isOver(alert) || isTest
        ? []
        : firstSteps(incident, context)
            .slice(0, STEPS_SHOWN)
            .map(({ text }) => unmarked(text)),
    buttons: buttonsOf(alert, context),
  };
};

/** Many incidents in one post. */
export const partsOfDigest = (alerts: readonly Alert[], context: Context): DigestParts => ({
  title: unmarked(subjectOfDigest(alerts, context)),
  color: alerts.every(({ incident }) => incident.state === 'resolved') ? 'good' : 'bad',
  members: alerts.slice(0, MEMBERS_SHOWN).map((alert, index) => {
    const url = index < LINKS_SHOWN ? linkFor('view', alert.incident, context) : undefined;
    return { text: unmarked(subjectOf(alert, context)), ...(url !== undefined && { url }) };
  }),
  more: Math.max(0, alerts.length - MEMBERS_SHOWN),
  onDuty: onDutyLine(alerts, context).map(unmarked),
  buttons: context.links
    ? [{ label: 'See them all', url: `${context.links.baseUrl}/console`, purpose: 'list' }]
    : [],
});

const isOver = ({ incident, kind }: Alert): boolean => incident.state === 'resolved' && kind !== 'test';

/**
 * Who is on duty at the levels that are alerted, for all who read along: one line, and none where all is over or a team has no
 * people.
 */
export const onDutyLine = (alerts: readonly Alert[], context: Context): string[] => {
  const rows = onDutyRows(
    alerts.filter((alert) => !isOver(alert)),
    context,
  );
  return rows.length === 0 ? [] : [rows.join(' ')];
};

const COLORS: Record<Severity, PostParts['color']> = { critical: 'bad', warning: 'warning', info: 'neutral' };

const colorOf = ({ incident, kind }: Alert, { oncall }: Context): PostParts['color'] => {
  if (kind === 'test') return 'neutral';
  if (incident.state === 'resolved') return 'good';
  return incident.state === 'acknowledged' ? 'warning' : COLORS[described(incident, oncall).severity];
};

/** They open a signed page with a button of its own: who follows a link has not acted yet. */
const buttonsOf = (alert: Alert, context: Context): Button[] => {
  const LABELS: Record<Purpose, string> = {
    acknowledge: `Acknowledge for ${acknowledgedTime(context)}`,
    silence: 'Silence',
    unsilence: 'End the silence',
    resolve: 'Resolve',
    view: 'See it',
  };
  return purposesOf(alert, new Date(context.now)).flatMap((purpose) => {
    const url = linkFor(purpose, alert.incident, context);
    return url === undefined ? [] : [{ label: LABELS[purpose], url, purpose }];
  });
};

const purposesOf = ({ incident, silence, kind }: Alert, now: Date): Purpose[] => {
  if (incident.state === 'resolved' || kind === 'test') return ['view'];
  return [
    ...(incident.state === 'open' ? (['acknowledge'] as const) : []),
    isSilenced(silence, incident, now) ? 'unsilence' : 'silence',
    'resolve',
    'view',
  ];
};
