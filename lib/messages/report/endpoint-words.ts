import { isSourceKey } from '../../domain/endpoints/endpoint.ts';
import { answeredShare, type EndpointLine, type ProbesOfWeek } from '../../domain/reports/endpoint-lines.ts';
import { REPORT, REPORT_LINES } from '../language/phrases/reports.ts';
import { type Language, say } from '../language/say.ts';
import { durationIn } from '../language/times.ts';
import type { Context } from '../sections/message.ts';
import { addressOf } from '../sections/phrases.ts';
import { endpointNameIn } from './improvement-words.ts';

/** Rounded down: less than 100 % must never look like 100 %. */
const percent = (share: number): string => `${Math.floor(share * 10_000) / 100} %`;

/** How our probes found an endpoint: by their number, and with a share only where there are many. */
export const probesIn = (language: Language, probes: ProbesOfWeek): string => {
  const { up, down, unknown } = probes;
  if (up + down + unknown === 0) return say(language, REPORT.notProbed, {});
  if (up + down === 0) return say(language, REPORT.probesUnknown, { all: unknown });
  const share = answeredShare(probes);
  return share === undefined
    ? say(language, REPORT.probes, { up, all: up + down })
    : say(language, REPORT.probesShare, { up, all: up + down, share: percent(share) });
};

/** What happened to an endpoint in a week, in one line. */
export const whatHappenedIn = (language: Language, line: EndpointLine): string => {
  const { endpointKey, opened, downMs, lostAtLeast, isOpenAtEnd } = line;
  const isUnreadable = isSourceKey(endpointKey);
  return [
    ...(opened === 1 ? [say(language, REPORT_LINES.openedOne, {})] : []),
    ...(opened > 1 ? [say(language, REPORT_LINES.opened, { count: opened })] : []),
    ...(line.incidentIds.length > opened ? [say(language, REPORT_LINES.goingOn, {})] : []),
    ...(isUnreadable ? [say(language, REPORT_LINES.posts, {})] : []),
    ...(lostAtLeast > 0 ? [say(language, REPORT_LINES.lost, { count: lostAtLeast })] : []),
    ...(downMs > 0 ? [say(language, REPORT_LINES.down, { time: durationIn(language, downMs) })] : []),
    ...(isOpenAtEnd ? [say(language, REPORT_LINES.open, {})] : []),
  ].join(language === 'ar' ? '، ' : ', ');
};

/** An endpoint with incidents: its name and what happened, its address, its probes. */
export const endpointPart = (line: EndpointLine, context: Pick<Context, 'oncall'>): string[] => {
  const { language } = context.oncall;
  const address = addressOf(line);
  return [
    say(language, REPORT_LINES.endpoint, {
      name: endpointNameIn(line, context),
      what: whatHappenedIn(language, line),
    }),
    ...(address === undefined ? [] : [address, probesIn(language, line.probes)]),
  ];
};
