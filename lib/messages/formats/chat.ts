import * as z from 'zod';
import { backfillOf } from '../../domain/incidents/backfill.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { instantIn } from '../../domain/oncall/instant.ts';
import { clean, clip } from '../../domain/security/plain-text.ts';
import { spanIn } from '../language/times.ts';
import { actionSentences } from '../sections/actions.ts';
import { firstSteps } from '../sections/first-steps.ts';
import { linkFor } from '../sections/links.ts';
import type { Alert, Context } from '../sections/message.ts';
import { onDutyFor, onDutyRows } from '../sections/on-duty.ts';
import { addressOf, described, endpointShown, lost } from '../sections/phrases.ts';
import { endingSentence } from '../sections/resolution.ts';
import { localTime } from '../text/time.ts';
import { subjectOfDigest } from './digest-subject.ts';
import { subjectOf } from './subject.ts';

const TITLE_LENGTH = 250;
const DESCRIPTION_LENGTH = 8000;
const STEPS_SHOWN = 4;
const FAILING_SHOWN = 20;
/** With the longest notes within the description. */
const ACTIONS_SHOWN = 10;

/**
 * What Amazon Q Developer shows in Slack and Teams, as it is published: strings only.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const CustomNotification = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string().optional(),
  content: z.strictObject({
    textType: z.literal('client-markdown').optional(),
    title: z.string().max(TITLE_LENGTH).optional(),
    description: z.string().max(DESCRIPTION_LENGTH).optional(),
    nextSteps: z.array(z.string()).optional(),
    keywords: z.array(z.string()).optional(),
  }),
  metadata: z
    .strictObject({
      threadId: z.string().optional(),
      summary: z.string().optional(),
      eventType: z.string().optional(),
      relatedResources: z.array(z.string()).optional(),
      additionalContext: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});
export type CustomNotification = z.infer<typeof CustomNotification>;

/** Foreign text in which nothing is a mention, a link or a format, in Slack's markdown and in Teams'. */
export const unmarked = (text: string): string => clean(text.replace(/[<>&`*_~|[\]]+/g, ' '));

/** One incident: all that is sent about it is one thread. `additionalContext` is for other https subscribers. */
export const chatOf = (alert: Alert, context: Context): string => {
  const { incident, kind } = alert;
  const { family, severity } = described(incident, context.oncall);
  const { cause, sentence } = incidentStory(incident);
  const endpoint = endpointShown(incident);
  const address = addressOf(incident);
  const isOver = incident.state === 'resolved';
  const view = linkFor('view', incident, context);
  const recentActions = actionSentences(incident, context, { most: ACTIONS_SHOWN }).map(unmarked);
  const since = localTime(Date.parse(incident.openedAt), context.oncall.timeZone);
  const title = clip(unmarked(subjectOf(alert, context)), TITLE_LENGTH);
  return wellFormed({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: clip(
        [
          ...(address === undefined ? [] : [`\`${address.replaceAll('`', "'")}\``]),
          `${unmarked(lost(incident))} since ${since}.`,
          unmarked(isOver ? endingSentence(incident, context) : sentence),
          ...windowLine(incident, context),
          ...recentActions,
          ...onDutyRows([alert], context).map(unmarked),
        ].join('\n'),
        DESCRIPTION_LENGTH,
      ),
      nextSteps: [
        ...(isOver || kind === 'test'
          ? []
          : firstSteps(incident, context)
              .slice(0, STEPS_SHOWN)
              .map(({ text }) => unmarked(text))),
        ...(view === undefined ? [] : [`See and act: ${view}`]),
      ],
      keywords: [severity, family, cause],
    },
    metadata: {
      threadId: incident.incidentId,
      summary: title,
      eventType: kind,
      additionalContext: {
        dedupKey: incident.incidentId,
        kind,
        state: incident.state,
        severity,
        family,
        cause,
        count: String(incident.count),
        openedAt: instantIn(incident.openedAt, context.oncall.timeZone),
        ...(endpoint !== undefined && { endpoint }),
        ...windowOf(incident, context),
        ...onDutyContext([alert], context),
      },
    },
  });
};

/** Who is on duty, for programs: the names in `oncall.yml`. */
const onDutyContext = (alerts: readonly Alert[], context: Context): { onDuty?: string } => {
  const people = new Set(onDutyFor(alerts, context).map(({ person }) => person));
  return people.size === 0 ? {} : { onDuty: [...people].join(', ') };
};

/**
 * Many incidents in one post; it belongs to no thread. It names each that is over with what to fetch again, and the first of
 * what fails.
 */
export const chatOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const isOver = ({ incident }: Alert): boolean => incident.state === 'resolved';
  const failing = new Set(alerts.filter((alert) => !isOver(alert)).slice(0, FAILING_SHOWN));
  const shown = alerts.filter((alert) => isOver(alert) || failing.has(alert));
  const lines = shown.map((alert) =>
    [`- ${unmarked(subjectOf(alert, context))}`, ...windowLine(alert.incident, context)].join('. '),
  );
  const more = alerts.length - lines.length;
  return wellFormed({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: clip(unmarked(subjectOfDigest(alerts, context)), TITLE_LENGTH),
      description: clip(
        [
          ...lines,
          ...(more > 0 ? [`and ${more} more`] : []),
          ...onDutyRows(alerts, context).map(unmarked),
        ].join('\n'),
        DESCRIPTION_LENGTH,
      ),
      ...(context.links && { nextSteps: [`See and act: ${context.links.baseUrl}/`] }),
    },
    metadata: {
      eventType: 'digest',
      additionalContext: {
        kind: 'digest',
        count: String(alerts.length),
        ...onDutyContext(alerts, context),
        ...Object.fromEntries(
          shown.flatMap(({ incident }) =>
            Object.values(windowOf(incident, context)).map((window) => [incident.incidentId, window]),
          ),
        ),
      },
    },
  });
};

/** From when to when to fetch again what an incident that is over has lost, for people. */
const windowLine = (incident: Incident, context: Context): string[] => {
  const backfill = incident.state === 'resolved' ? backfillOf(incident, context.oncall) : undefined;
  if (!backfill) return [];
  const { from, to } = spanIn(context, backfill.from, backfill.to);
  return [`Fetch again: ${from} to ${to}${backfill.isEndProven ? '' : ' at least'}`];
};

/** The same for programs, as an interval of ISO 8601, and whether its end is proven. */
const windowOf = (incident: Incident, { oncall }: Context): { backfill?: string } => {
  const backfill = incident.state === 'resolved' ? backfillOf(incident, oncall) : undefined;
  if (!backfill) return {};
  const [from, to] = [backfill.from, backfill.to].map((at) => new Date(at).toISOString());
  return { backfill: `${from}/${to} ${backfill.isEndProven ? 'proven' : 'unproven'}` };
};

/** What will be trouble, a line each. */
export const chatOfWarnings = (subject: string, lines: readonly string[]): string =>
  wellFormed({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: clip(unmarked(subject), TITLE_LENGTH),
      description: clip(lines.map((line) => `- ${unmarked(line)}`).join('\n'), DESCRIPTION_LENGTH),
    },
    metadata: { eventType: 'warning', additionalContext: { kind: 'warning', count: String(lines.length) } },
  });

const wellFormed = (notification: CustomNotification): string =>
  JSON.stringify(notification, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
