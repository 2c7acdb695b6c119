import { isSourceKey } from '../../domain/endpoints/endpoint.ts';
import type { EndpointLine } from '../../domain/reports/endpoint-lines.ts';
import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { probesIn } from '../../messages/report/endpoint-words.ts';
import { addressOf } from '../../messages/sections/phrases.ts';
import { endpointPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { minutesDownWords } from './totals.tsx';

/** As many as anybody reads; the API has more. */
const SHOWN = 100;

const lostWords = ({ endpointKey, lostAtLeast, lostUnknownOf, incidentIds }: EndpointLine): string => {
  if (incidentIds.length === 0) return 'none reported';
  if (isSourceKey(endpointKey)) return 'not known';
  if (lostUnknownOf > 0 && lostAtLeast === 0) return 'not known';
  return `at least ${lostAtLeast}`;
};

/** How each endpoint was in a week, the worst first. */
export const ReportEndpoints = ({ report: { endpoints } }: { report: WeeklyReport; view: View }) =>
  endpoints.length === 0 ? (
    <p>No endpoint failed, and none is probed: only Flavours could have said that one fails.</p>
  ) : (
    <section class="scroll" tabindex={0} aria-label="By endpoint">
      <table>
        <thead>
          <tr>
            <th scope="col">Endpoint</th>
            <th scope="col">Incidents</th>
            <th scope="col">Down</th>
            <th scope="col">Lost</th>
            <th scope="col">Our probes</th>
          </tr>
        </thead>
        <tbody>
          {endpoints.slice(0, SHOWN).map((line) => (
            <tr>
              <td class="long">
                <a href={endpointPath(line.endpointKey)}>{line.name}</a>{' '}
                <small>
                  <bdi>{addressOf(line)}</bdi>
                </small>
              </td>
              <td data-is="Incidents: ">
                {line.incidentIds.length}
                {line.isOpenAtEnd && ', still open'}
              </td>
              <td data-is="Down: ">
                {isSourceKey(line.endpointKey) ? 'not known' : minutesDownWords(line.downMs)}
              </td>
              <td data-is="Lost: ">{lostWords(line)}</td>
              <td data-is="Our probes: ">{probesIn('en', line.probes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {endpoints.length > SHOWN && <p class="soft">And {endpoints.length - SHOWN} more.</p>}
    </section>
  );
