import { availabilityOf, type Day, responseMsOf, successRateOf } from '../../domain/probing/daily-stats.ts';

/** Rounded down: less than 100 % must never look like 100 %. */
const percent = (share: number | undefined): string =>
  share === undefined ? 'not known' : `${Math.floor(share * 10_000) / 100} %`;

/** Of a few probes their number says more than a share: on the day on which the monitoring began, or ended. */
const FEW_PROBES = 100;

const answeredWords = (day: Day): string => {
  const probes = day.up + day.down;
  return probes > 0 && probes < FEW_PROBES ? `${day.up} of ${probes}` : percent(availabilityOf(day));
};

const milliseconds = (ms: number | undefined): string => (ms === undefined ? 'not known' : `${ms} ms`);

/**
 * Day by day (UTC): how our probes found an endpoint, what Flavours reported, and what the merchant says it received.
 */
export const Days = ({ days }: { days: readonly Day[] }) =>
  days.length === 0 ? null : (
    <details open>
      <summary>Day by day (UTC)</summary>
      <section class="scroll" tabindex={0} aria-label="Day by day">
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Answered our probes</th>
              <th scope="col">In, on average</th>
              <th scope="col">Failed deliveries</th>
              <th scope="col">Delivered</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr>
                <th scope="row">{day.day}</th>
                <td data-is="Answered our probes: ">{answeredWords(day)}</td>
                <td data-is="In, on average: ">{milliseconds(responseMsOf(day))}</td>
                <td data-is="Failed deliveries: ">{day.notifications}</td>
                <td data-is="Delivered: ">
                  {day.delivered === undefined
                    ? 'not reported'
                    : `${day.delivered}, ${percent(successRateOf(day))}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
