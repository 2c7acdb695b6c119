import type { Incident } from '../../domain/incidents/incident.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import { linkTo, type Purpose } from '../../domain/security/signed-link.ts';
import { commandRow, row } from '../text/layout.ts';
import { minutesInArabic, minutesInWords } from '../text/time.ts';
import type { Context } from './message.ts';

const LIFETIME_MS = 7 * 24 * 60 * 60_000;

type Labels = Record<Purpose, string>;

const labelsInArabic = ({ acknowledgementMinutes }: OncallAtRuntime): Labels => ({
  acknowledge: `تولّي العطل، ولا يُوقظ أحد لمدة ${minutesInArabic(acknowledgementMinutes)}:`,
  silence: 'إسكات التنبيهات، فالعطل معروف:',
  resolve: 'إنهاء العطل، ويُبلَّغ الجميع:',
  view: 'الاطلاع عليه:',
});

const labelsInEnglish = ({ acknowledgementMinutes }: OncallAtRuntime): Labels => ({
  acknowledge: `Acknowledge: you look after it, and nobody is woken for ${minutesInWords(acknowledgementMinutes)}:`,
  silence: 'Silence: it is known, and nobody is to be woken:',
  resolve: 'Resolve: it works again, and everybody is told:',
  view: 'Look at it:',
});

/** A signed link, if the stack has a console. */
export const linkFor = (
  purpose: Purpose,
  { incidentId }: Incident,
  { links, now }: Context,
): string | undefined =>
  links &&
  linkTo(links.baseUrl, links.secret, { incidentId, purpose, expiresAt: new Date(now + LIFETIME_MS) });

/** What can be done by a link. Each opens a page with a button: mail scanners open links too. */
export const linkRows = (incident: Incident, context: Context): string[] => {
  const { oncall } = context;
  const labels = oncall.language === 'ar' ? labelsInArabic(oncall) : labelsInEnglish(oncall);
  const purposes = incident.state === 'resolved' ? (['view'] as const) : purposesOf(incident);
  return purposes.flatMap((purpose, index) => {
    const link = linkFor(purpose, incident, context);
    return link ? [...row(index === 0 ? 'Act' : '', labels[purpose]), ...commandRow(link)] : [];
  });
};

const purposesOf = ({ state }: Incident): Purpose[] =>
  state === 'acknowledged' ? ['resolve', 'silence', 'view'] : ['acknowledge', 'silence', 'resolve', 'view'];
