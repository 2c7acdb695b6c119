import type { Month } from '../../domain/incidents/month.ts';
import type { Durations, Statistics } from '../../domain/incidents/statistics.ts';
import { duration, MINUTE_MS } from '../../messages/text/time.ts';

const half = ({ median }: Durations): string => (median === undefined ? '–' : duration(median * MINUTE_MS));

type Props = {
  months: readonly (Statistics & { month: Month })[];
  nameOf(month: Month): string;
  pathOf(month: Month): string;
};

/** What each month came to, with the way to its incidents. */
export const MonthTable = ({ months, nameOf, pathOf }: Props) => (
  <section class="scroll" tabindex={0} aria-label="Month by month">
    <table>
      <thead>
        <tr>
          <th scope="col">Month of the opening</th>
          <th scope="col">Incidents</th>
          <th scope="col">Lost, at least</th>
          <th scope="col">Minutes down</th>
          <th scope="col">To acknowledge</th>
          <th scope="col">To recover</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, incidents, lostAtLeast, minutesDown, toAcknowledge, toRecover }) => (
          <tr>
            <th scope="row">
              <a href={pathOf(month)}>{nameOf(month)}</a>
            </th>
            <td data-is="Incidents: ">{incidents}</td>
            <td data-is="Lost, at least: ">{lostAtLeast}</td>
            <td data-is="Minutes down: ">{minutesDown}</td>
            <td data-is="To acknowledge: ">{half(toAcknowledge)}</td>
            <td data-is="To recover: ">{half(toRecover)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
