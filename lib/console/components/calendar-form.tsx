import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';
import { ActorField, LabelField, PeopleOptions } from './form-fields.tsx';

/** Asks for the address of a calendar of turns, for a phone or a team's calendar. */
export const CalendarForm = ({
  view,
  actor,
  typed,
}: {
  view: View;
  actor: string;
  typed?: Typed | undefined;
}) => (
  <section aria-labelledby="calendars">
    <h2 id="calendars">A calendar of turns</h2>
    <p>
      Any calendar can subscribe to its address and shows the turns and covers of eight weeks. Whoever has the
      address sees them, and nothing else.
    </p>
    <form method="post" action="/console/access/calendars">
      <div class="fields">
        <div>
          <label for="whose">Whose turns</label>
          <select id="whose" name="person">
            <PeopleOptions view={view} chosen={typed?.['person']} nobody="everybody’s" />
          </select>
        </div>
        <div>
          <LabelField id="calendar" label="For what" example="phone-of-sara" typed={typed?.['calendar']} />
        </div>
        <div>
          <ActorField id="subscriber" actor={typed?.['actor'] ?? actor} />
        </div>
        <button type="submit">Make a calendar</button>
      </div>
    </form>
  </section>
);

/** The address, which is shown once. */
export const NewCalendar = ({ name, address }: { name: string; address: string }) => (
  <section aria-labelledby="made-calendar">
    <h2 id="made-calendar">The calendar {name}</h2>
    <p>
      Copy its address now: it is not shown again. In the calendar choose to subscribe by URL. It lasts a
      year, says so itself before it ends, and can be ended below.
    </p>
    <pre class="copy" tabindex={0}>
      {address}
    </pre>
  </section>
);
