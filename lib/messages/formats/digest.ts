import { compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { DIGEST, GROUPS } from '../language/phrases/digests.ts';
import { HEADINGS } from '../language/phrases/mail.ts';
import { inDirection, type Language, say } from '../language/say.ts';
import { actionSentences } from '../sections/actions.ts';
import { allLink, moreLink, openLink } from '../sections/digest-links.ts';
import { memberRows } from '../sections/digest-member.ts';
import { sharedByAll } from '../sections/digest-shared.ts';
import type { Alert, Context } from '../sections/message.ts';
import { handoverOfMany } from '../sections/news.ts';
import { closingRowsOfMany, nextInDigest } from '../sections/next-alert.ts';
import { onDutyRows } from '../sections/on-duty.ts';
import { described, lostCount } from '../sections/phrases.ts';
import { headed, paragraphs } from '../text/layout.ts';

const ACTIONS = { most: 2, textLength: 80 };

/** The worst first: still failing, most severe, most lost, longest. */
const worstFirst = (alerts: readonly Alert[], { oncall }: Context): Alert[] =>
  alerts
    .map((alert) => ({ alert, rank: incidentRank(alert.incident, oncall) }))
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .map(({ alert }) => alert);

type Parts = ReturnType<typeof partsOf>;

/** Of many: which still fail, which of them are critical, which are over, and how many events were lost at least. */
export const partsOf = (alerts: readonly Alert[], context: Context) => {
  const sorted = worstFirst(alerts, context);
  const failing = sorted.filter(({ incident }) => incident.state !== 'resolved');
  const isCritical = ({ incident }: Alert): boolean =>
    described(incident, context.oncall).severity === 'critical';
  return {
    failing,
    critical: failing.filter(isCritical),
    others: failing.filter((one) => !isCritical(one)),
    over: sorted.filter(({ incident }) => incident.state === 'resolved'),
    lost: lostCount(alerts.map(({ incident }) => incident)),
  };
};

/** Names every member, the worst first, after the one act that answers for all of them. */
export const emailOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const { language } = context.oncall;
  const parts = partsOf(alerts, context);
  const { failing, critical, others, over } = parts;
  const group = (name: keyof typeof GROUPS, members: readonly Alert[]): string[] =>
    headed(
      GROUPS[name][language],
      members.flatMap((alert) => [
        ...memberRows(alert, context),
        // This message counts as having alerted them.
        ...actionSentences(alert.incident, context, ACTIONS),
      ]),
    );
  const open = failing.filter(({ incident }) => incident.state === 'open');
  const mail = paragraphs(
    handoverOfMany(alerts, context),
    [
      [...summary(parts, language), ...inMaintenance(over, language), ...sharedByAll(failing, context)].join(
        ' ',
      ),
    ],
    open.length === 0 ? [] : [...allLink('acknowledge', open, context), ...moreLink(context)],
    group('critical', critical),
    group('others', others),
    group('over', over),
    headed(HEADINGS.next[language], [
      ...onDutyRows(alerts, context),
      ...nextInDigest(alerts, context),
      ...(failing.length > 0 ? closingRowsOfMany(context) : []),
    ]),
    headed(HEADINGS.actions[language], [...allLink('silence', failing, context), ...openLink(context)]),
  );
  return inDirection(language, mail);
};

/** Why people hear only now of what ended while planned work was under way. */
const inMaintenance = (over: readonly Alert[], language: Language): string[] => {
  const count = over.filter(({ why }) => why === 'maintenance-ended').length;
  return count === 0 ? [] : [say(language, DIGEST.inMaintenance, { count })];
};

const summary = ({ failing, critical, over }: Parts, language: Language): string[] => {
  const count = failing.length;
  if (count === 0)
    return [
      over.length === 1
        ? say(language, DIGEST.allOverOne, {})
        : say(language, DIGEST.allOver, { count: over.length }),
    ];
  const fails =
    count === 1
      ? say(language, critical.length === 0 ? DIGEST.failingOne : DIGEST.failingOneCritical, {})
      : critical.length === 0
        ? say(language, DIGEST.failing, { count })
        : say(language, DIGEST.failingCritical, { count, critical: critical.length });
  const ended =
    over.length === 1
      ? say(language, DIGEST.overOne, {})
      : say(language, DIGEST.over, { count: over.length });
  return over.length === 0 ? [fails] : [fails, ended];
};
