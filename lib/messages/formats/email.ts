import { seeForYourself } from '../../domain/diagnosis/runbook.ts';
import { firstSteps } from '../../domain/incidents/first-steps.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { RecordedActionKind } from '../../domain/incidents/last-sent.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { arabicSteps, arabicVerdict } from '../language/arabic.ts';
import { HEADINGS } from '../language/phrases/mail.ts';
import { inDirection } from '../language/say.ts';
import { actionSentences } from '../sections/actions.ts';
import { ending } from '../sections/ending.ts';
import { facts } from '../sections/facts.ts';
import { fetchRows } from '../sections/fetch-again.ts';
import { floodRows } from '../sections/flood.ts';
import { headline } from '../sections/headline.ts';
import { impact } from '../sections/impact.ts';
import { firstLink, otherLinks } from '../sections/links.ts';
import type { Alert, Context } from '../sections/message.ts';
import { news, newsAfterEnd } from '../sections/news.ts';
import { closesByItself, closingRows, nextMessage } from '../sections/next-alert.ts';
import { onDutyRows } from '../sections/on-duty.ts';
import { emailOfTestAlert } from '../sections/test-alert.ts';
import { unreadRows } from '../sections/unreadable.ts';
import { headed, numbered, paragraphs } from '../text/layout.ts';

type Step = { text: string; command?: string };

/**
 * The text of an email about one incident: plain, because that is all that an SNS email can be. What a woken person needs
 * in the first ten seconds stands before the first command.
 */
export const emailOf = (alert: Alert, context: Context): string => {
  const mail =
    alert.kind === 'test'
      ? emailOfTestAlert(alert, context)
      : alert.incident.state === 'resolved'
        ? ofEnd(alert, context)
        : ofOpen(alert, context);
  return inDirection(context.oncall.language, mail);
};

const ofOpen = (alert: Alert, context: Context): string => {
  const { incident } = alert;
  const heading = headingsIn(context);
  const isRecordedAction = RecordedActionKind.safeParse(alert.kind).success; // whoever acts has read the steps
  return paragraphs(
    [headline(incident, context)],
    [...actionSentences(incident, context), ...news(alert, context)],
    [verdict(incident, context), impact(incident, context)],
    floodRows(incident, context),
    isUnreadable(incident) ? unreadRows(incident, context) : [],
    alert.kind === 'silenced' ? [] : firstLink(incident, context),
    isRecordedAction ? [] : headed(heading('first'), numberedIn(firstSteps(incident, context), context)),
    headed(heading('next'), [
      ...onDutyRows([alert], context),
      ...nextMessage(alert, context),
      closesByItself(incident, context.oncall, context.oncall.language),
      ...closingRows(incident, context),
    ]),
    context.links ? headed(heading('actions'), otherLinks(alert, context)) : [],
    headed(heading('facts'), facts(incident, context)),
  );
};

const ofEnd = (alert: Alert, context: Context): string => {
  const { incident } = alert;
  const heading = headingsIn(context);
  const isUnchecked = incident.resolution === 'quiet' || incident.resolution === 'expired';
  return paragraphs(
    [...ending(incident, context), ...newsAfterEnd(alert, context)],
    actionSentences(incident, context),
    isUnreadable(incident)
      ? [
          ...headed(heading('unread'), numberedIn(firstSteps(incident, context).slice(0, 1), context)),
          ...unreadRows(incident, context),
        ]
      : [],
    isUnchecked ? headed(heading('check'), numberedIn([seeForYourself(incident.endpoint)], context)) : [],
    headed(heading('fetch'), fetchRows(incident, context)),
    headed(heading('next'), [...nextMessage(alert, context), ...onDutyRows([alert], context)]),
    context.links ? headed(heading('actions'), otherLinks(alert, context)) : [],
    headed(heading('facts'), facts(incident, context)),
  );
};

const headingsIn =
  ({ oncall: { language } }: Context) =>
  (name: keyof typeof HEADINGS): string =>
    HEADINGS[name][language];

const verdict = (incident: Incident, { oncall: { language } }: Context): string =>
  language === 'ar' ? arabicVerdict(incident) : incidentStory(incident).sentence;

const numberedIn = (steps: readonly Step[], { oncall: { language } }: Context): string[] =>
  numbered(language === 'ar' ? arabicSteps(steps) : steps);
