import type { Integration } from '../../domain/integrations/integration.ts';
import { jsonOf, jsonOfDigest } from '../formats/machine-json.ts';
import { subjectOf } from '../formats/subject.ts';
import { type Alert, type Context, inEnglish } from '../sections/message.ts';
import { pagerdutyOf } from './pagerduty.ts';
import { plainSlackOf, slackOf, slackOfDigest } from './slack.ts';
import { plainTeamsOf, teamsOf, teamsOfDigest } from './teams.ts';

/** An alert for an integration; `isKnown`: it was given something about this incident before. */
export type IntegrationAlert = Alert & { isKnown: boolean };

type Alerts = readonly [IntegrationAlert, ...IntegrationAlert[]];

/** Whether one post can be about many incidents: PagerDuty wants an event each. */
export const isTogether = ({ kind }: Pick<Integration, 'kind'>): boolean => kind !== 'pagerduty';

/** The bodies to post, in this order. */
export const postsOf = (integration: Integration, alerts: Alerts, given: Context): string[] => {
  const context = inEnglish(given);
  const [first, ...others] = alerts;
  const isDigest = others.length > 0;
  switch (integration.kind) {
    case 'slack':
      return [isDigest ? slackOfDigest(alerts, context) : slackOf(first, context)];
    case 'teams':
      return [isDigest ? teamsOfDigest(alerts, context) : teamsOf(first, context)];
    case 'webhook':
      return [isDigest ? jsonOfDigest(alerts, context) : jsonOf(first, context)];
    case 'pagerduty':
      return alerts.flatMap((alert) =>
        pagerdutyOf(alert, context, { routingKey: integration.routingKey, isKnown: alert.isKnown }),
      );
    default:
      return integration satisfies never;
  }
};

/** The least that can be said, for a post that was refused as malformed; nothing where there is no simpler form. */
export const plainPostOf = (
  { kind }: Integration,
  alert: IntegrationAlert,
  given: Context,
): string | undefined => {
  const title = subjectOf(alert, inEnglish(given));
  if (kind === 'slack') return plainSlackOf(title);
  return kind === 'teams' ? plainTeamsOf(title) : undefined;
};
