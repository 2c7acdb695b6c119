import { backfillOf } from '../../domain/incidents/backfill.ts';
import type { State } from '../../domain/incidents/last-sent.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { instantIn } from '../../domain/oncall/instant.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { redact } from '../../domain/security/redact.ts';
import { subjectOf } from '../formats/subject.ts';
import { linkFor } from '../sections/links.ts';
import type { Alert, Context } from '../sections/message.ts';
import { described, endpointShown, placeOf } from '../sections/phrases.ts';
import { onDutyLine } from './post-parts.ts';

/*
 * Events for PagerDuty's Events API v2: https://developer.pagerduty.com/docs/events-api-v2-overview. A summary of 1,024
 * characters, a key of 255, an event of 512 KB.
 */
const SUMMARY_LENGTH = 1024;
const KEY_LENGTH = 255;
const DETAIL_LENGTH = 2000;

const EVENT_ACTIONS = { open: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;
type EventAction = (typeof EVENT_ACTIONS)[State];

/** What PagerDuty calls the incident by: the same in all that is ever sent about it. */
export const dedupKeyOf = (incidentId: string): string => clip(incidentId, KEY_LENGTH, '');

/**
 * The events that bring PagerDuty from what it knows of an incident to what the incident is. What it never heard of is
 * triggered before it is acknowledged; a test is over with its own trigger, so that nobody has to close it.
 */
export const pagerdutyOf = (
  alert: Alert,
  context: Context,
  { routingKey, isKnown }: { routingKey: string; isKnown: boolean },
): string[] => actionsFor(alert, isKnown).map((action) => eventOf(action, alert, context, routingKey));

const actionsFor = ({ incident, kind }: Alert, isKnown: boolean): EventAction[] => {
  if (kind === 'test') return ['trigger', 'resolve'];
  if (incident.state === 'acknowledged' && !isKnown) return ['trigger', 'acknowledge'];
  return [EVENT_ACTIONS[incident.state]];
};

/** An end has the whole payload too: rules that route by it would not find the incident otherwise (prometheus/alertmanager#1440). */
const eventOf = (action: EventAction, alert: Alert, context: Context, routingKey: string): string => {
  const { incident, kind } = alert;
  const { oncall } = context;
  const isTest = kind === 'test';
  const { name, family, severity } = described(incident, oncall);
  const story = incidentStory(incident);
  const endpoint = endpointShown(incident);
  const backfill = isTest ? undefined : backfillOf(incident, oncall);
  const instant = (time: string | number): string => instantIn(time, oncall.timeZone);
  const subject = subjectOf(alert, context);
  const view = linkFor('view', incident, context);
  const [onDuty] = onDutyLine([alert], context);
  const payload = {
    // The key at its end identifies the incident in what comes back, whatever PagerDuty groups it with.
    summary: safe(isTest ? `${subject} (${incident.incidentId})` : subject, SUMMARY_LENGTH),
    source: safe(placeOf(incident) || 'flavours', 255),
    severity: isTest ? 'info' : severity,
    timestamp: instant(incident.openedAt),
    component: safe(name, 255),
    group: family,
    class: story.cause,
    custom_details: {
      state: incident.state,
      why: safe(alert.reason, DETAIL_LENGTH),
      lost_at_least: incident.count,
      story: safe(story.sentence, DETAIL_LENGTH),
      first_check: safe(story.firstCheck, DETAIL_LENGTH),
      ...(onDuty !== undefined && { on_duty: safe(onDuty, DETAIL_LENGTH) }),
      ...(endpoint !== undefined && { endpoint: safe(endpoint, DETAIL_LENGTH) }),
      opened_at: instant(incident.openedAt),
      last_at: instant(incident.lastAt),
      ...(incident.resolvedAt !== undefined && { resolved_at: instant(incident.resolvedAt) }),
      ...(backfill && { fetch_again_from: instant(backfill.from), fetch_again_to: instant(backfill.to) }),
    },
  };
  return JSON.stringify({
    routing_key: routingKey,
    event_action: action,
    dedup_key: dedupKeyOf(incident.incidentId),
    payload,
    client: 'Flavours error webhook',
    ...(view !== undefined && {
      client_url: view,
      links: [
        ...(incident.state === 'open' && !isTest
          ? [{ href: linkFor('acknowledge', incident, context), text: 'Acknowledge' }]
          : []),
        { href: view, text: 'See and act' },
      ],
    }),
  });
};

/** Text without secrets that JSON can hold, of a length that PagerDuty takes. */
const safe = (text: string, length: number): string => clip(redact(text.toWellFormed()), length);
