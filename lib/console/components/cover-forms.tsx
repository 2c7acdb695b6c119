import { localField } from '../../domain/oncall/local-moment.ts';
import { levelsWithTurns, type TakeOverUntil, takeOverEnd } from '../../domain/oncall/take-over.ts';
import { clockTime } from '../../messages/text/time.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';
import { ActorField, PeopleOptions } from './form-fields.tsx';

type Props = { view: View; actor: string; typed?: Typed | undefined };

/** Whoever has typed their name here before is the person of that name, if there is one. */
const personOf = ({ oncall }: View, actor: string): string | undefined =>
  Object.entries(oncall.people).find(([key, { name }]) =>
    [key, name.toLowerCase()].includes(actor.trim().toLowerCase()),
  )?.[0];

/** Take over at once: for a phone at night, one tap for whoever is remembered here. */
export const TakeOverForm = ({ view, actor, typed }: Props) => {
  const levels = levelsWithTurns(view.oncall);
  const [first] = levels;
  if (first === undefined) return null;
  const clock = (until: TakeOverUntil): string => {
    const end = takeOverEnd(view.oncall, first, until, view.now);
    return end === undefined ? '' : clockTime(end, view.now, view.oncall.timeZone);
  };
  return (
    <section aria-labelledby="take-over">
      <h2 id="take-over">I take over from now</h2>
      <form method="post" action="/console/duty/take-over" class="card">
        <div class="fields">
          <div>
            <label for="taker">I am</label>
            <select id="taker" name="by" required>
              <PeopleOptions view={view} chosen={typed?.['taker'] ?? personOf(view, actor)} />
            </select>
          </div>
          {levels.length > 1 ? (
            <div>
              <label for="level">At level</label>
              <select id="level" name="level">
                {levels.map((level) => (
                  <option value={String(level)} selected={String(level) === typed?.['level']}>
                    {level}
                  </option>
                ))}
              </select>
            </div>
          ) : (
            <input type="hidden" name="level" value={String(first)} />
          )}
        </div>
        <p class="buttons">
          <button type="submit" name="until" value="2h">
            For 2 hours
          </button>
          <button type="submit" name="until" value="morning" class="plain">
            Until {clock('morning')}
          </button>
          <button type="submit" name="until" value="turn" class="plain">
            Until the end of the turn{levels.length === 1 && `, ${clock('turn')}`}
          </button>
        </p>
        <p>
          <small>
            Alerts that nobody has acknowledged come to you at once, and no more to whoever has the turn.
          </small>
        </p>
      </form>
    </section>
  );
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** "Omar covers Sara from … to …, because …" */
export const CoverForm = ({ view, actor, typed }: Props) => {
  const { oncall, now } = view;
  const soon = Math.ceil(now / HOUR_MS) * HOUR_MS;
  const time = (name: 'from' | 'to', ms: number): string => typed?.[name] ?? localField(ms, oncall.timeZone);
  return (
    <section aria-labelledby="cover">
      <h2 id="cover">Somebody covers somebody else</h2>
      <form method="post" action="/console/duty/covers" class="card">
        <div class="fields">
          <div>
            <label for="by">Who stands in</label>
            <select id="by" name="by" required>
              <PeopleOptions view={view} chosen={typed?.['by']} />
            </select>
          </div>
          <div>
            <label for="covered">For whom</label>
            <select id="covered" name="covered" required>
              <PeopleOptions view={view} chosen={typed?.['covered']} />
              {levelsWithTurns(oncall).map((level) => (
                <option value={`level ${level}`} selected={`level ${level}` === typed?.['covered']}>
                  Whoever has the turn at level {level}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div class="fields">
          <div>
            <label for="from">From ({oncall.timeZone})</label>
            <input id="from" name="from" type="datetime-local" required value={time('from', soon)} />
          </div>
          <div>
            <label for="to">To ({oncall.timeZone})</label>
            <input id="to" name="to" type="datetime-local" required value={time('to', soon + DAY_MS)} />
          </div>
        </div>
        <div class="fields">
          <div class="wide">
            <label for="reason">Because</label>
            <input
              id="reason"
              name="reason"
              value={typed?.['reason']}
              required
              maxlength={200}
              dir="auto"
              autocomplete="off"
            />
          </div>
          <div>
            <ActorField id="actor" actor={typed?.['actor'] ?? actor} />
          </div>
          <button type="submit">Agree on it</button>
        </div>
      </form>
    </section>
  );
};

/** Ends a cover early, or cancels one that has not begun. */
export const EndForm = ({ id, has, actor }: { id: string; has: string; actor: string }) => (
  <form method="post" action={`/console/duty/covers/${id}/end`}>
    <input type="hidden" name="actor" value={actor} />
    <button type="submit" class="plain" aria-label={`End: ${has}`}>
      End
    </button>
  </form>
);
