import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { limitsOf } from '../../messages/report/limit-words.ts';
import { inEnglish } from '../../messages/sections/message.ts';
import type { View } from '../view/view.ts';

/** What the figures of a report leave out, and how they are counted. */
export const ReportLimits = ({ report, view }: { report: WeeklyReport; view: View }) => (
  <>
    {limitsOf(report, inEnglish(view)).map((line) => (
      <p class="soft">{line}</p>
    ))}
  </>
);
