import type { Duty } from '../../domain/reports/duties.ts';
import type { Phone, Woken } from '../../domain/reports/messages-sent.ts';
import { NIGHT } from '../../domain/reports/night.ts';
import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { REPORT_LINES } from '../language/phrases/reports.ts';
import { type Language, say } from '../language/say.ts';
import { dayAndClockIn } from '../language/times.ts';
import type { Context } from '../sections/message.ts';

/** Whose phone rang. */
export const phoneIn = (language: Language, phone: Phone): string =>
  'level' in phone ? say(language, REPORT_LINES.level, { level: phone.level }) : clean(phone.name);

/** Who was woken how often, and how often at night. */
export const wokenIn = (
  language: Language,
  { phone, sms, atNight }: Woken,
  { alerts }: Pick<WeeklyReport, 'alerts'>,
): string => {
  const values = { who: phoneIn(language, phone), sms, night: atNight };
  return alerts.night.kind === 'night'
    ? say(language, REPORT_LINES.woken, { ...values, from: NIGHT.from, to: NIGHT.to })
    : say(language, REPORT_LINES.wokenQuiet, values);
};

/** Who was on duty, from when to when, and for whom. */
export const dutyIn = ({ level, name, instead, from, to }: Duty, context: Context): string => {
  const { language } = context.oncall;
  const values = {
    level,
    name: clean(name),
    from: dayAndClockIn(context, from),
    to: dayAndClockIn(context, to),
  };
  return instead === undefined
    ? say(language, REPORT_LINES.duty, values)
    : say(language, REPORT_LINES.dutyInstead, { ...values, instead: clean(instead) });
};
