import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { Figure } from './figure.tsx';
import { half, minutesDownWords, ofMany } from './totals.tsx';

const openWords = ({ incidents: { goingOn, openAtEnd }, isOver }: WeeklyReport): string | undefined => {
  const words = [
    ...(goingOn > 0 ? [`${goingOn} more went on from before`] : []),
    ...(openAtEnd > 0 ? [`${openAtEnd} still open${isOver ? ' at its end' : ''}`] : []),
  ];
  return words.length === 0 ? undefined : words.join(', ');
};

const acknowledgedWords = ({ toAcknowledge, incidents: { neverAcknowledged } }: WeeklyReport): string =>
  [
    ofMany(toAcknowledge, 'acknowledged'),
    ...(neverAcknowledged > 0 ? [`${neverAcknowledged} over without it`] : []),
  ].join('; ');

const downMore = (plannedMs: number): string =>
  `all endpoints added up${plannedMs === 0 ? '' : `; ${minutesDownWords(plannedMs)} of it planned`}`;

/** What a week came to, in figures. */
export const WeekTotals = ({ report }: { report: WeeklyReport }) => {
  const {
    incidents,
    lostAtLeast,
    lostUnknownOf,
    downMs,
    plannedMs,
    toAcknowledge,
    toRecover,
    monitored,
    limits,
  } = report;
  const atLeast = limits.isWhole ? '' : 'at least ';
  return (
    <dl class="totals">
      <Figure name="Incidents" value={`${atLeast}${incidents.opened}`} more={openWords(report)} />
      <Figure
        name="Events lost"
        value={`at least ${lostAtLeast}`}
        more={lostUnknownOf === 0 ? undefined : `not known for ${lostUnknownOf} of the incidents`}
      />
      <Figure name="Down" value={`${atLeast}${minutesDownWords(downMs)}`} more={downMore(plannedMs)} />
      <Figure name="To acknowledge" value={half(toAcknowledge)} more={acknowledgedWords(report)} />
      <Figure name="To recover" value={half(toRecover)} more={ofMany(toRecover, 'seen to recover')} />
      <Figure
        name="Endpoints that are probed now"
        value={`${monitored.count}${monitored.isWhole ? '' : ' or more'}`}
      />
    </dl>
  );
};
