import { backfillOf } from '../../domain/incidents/backfill.ts';
import { described } from '../../domain/incidents/description.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { stillFailing } from '../../domain/incidents/still-failing.ts';
import { arabicSteps } from '../language/arabic.ts';
import { FETCH, FROM, TO, WINDOW } from '../language/phrases/endings.ts';
import { type Language, say } from '../language/say.ts';
import { spanIn, zoneIn } from '../language/times.ts';
import { numbered } from '../text/layout.ts';
import type { Context } from './message.ts';

/** What to fetch from Flavours again, why just that time, and how; the time also in UTC, as programs take it. */
export const fetchRows = (incident: Incident, context: Context): string[] => {
  const { oncall } = context;
  const backfill = backfillOf(incident, oncall);
  if (!backfill) return [];
  const { from, to, steps } = backfill;
  const { language } = oncall;
  const { family } = described(incident, oncall);
  return [
    say(language, FETCH[family], { ...spanIn(context, from, to), zone: zoneIn(oncall) }),
    reasonIn(language, incident),
    ...numbered(language === 'ar' ? arabicSteps(steps) : steps),
    `${isoSecond(from)}${language === 'ar' ? '/' : ' to '}${isoSecond(to)}`,
  ];
};

/** "2026-06-12T15:20:00Z"; two of them with a stroke between them are an interval of ISO 8601. */
const isoSecond = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const reasonIn = (language: Language, incident: Incident): string => {
  const { lossWindow } = incident;
  if (lossWindow)
    return language === 'ar'
      ? WINDOW.proven.ar
          .replace('{from}', FROM[lossWindow.fromReason].ar)
          .replace('{to}', TO[lossWindow.toReason].ar)
      : say(language, WINDOW.proven, {
          from: FROM[lossWindow.fromReason].en,
          to: TO[lossWindow.toReason].en,
        });
  const ends = say(language, isUnreported(incident) ? WINDOW.probesOnly : WINDOW.lastNotification, {});
  return `${ends} ${say(language, stillFailing(incident) ? WINDOW.stillFails : WINDOW.unproven, {})}`;
};
