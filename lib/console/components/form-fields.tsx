import type { Typed } from '../view/typed.ts';

export const ActorField = ({ id, actor }: { id: string; actor: string }) => (
  <>
    <label for={id}>Your name</label>
    <input id={id} name="actor" value={actor} required maxlength={60} autocomplete="name" dir="auto" />
  </>
);

const UNTIL = [
  ['1h', 'for 1 hour'],
  ['4h', 'for 4 hours'],
  ['8h', 'for 8 hours'],
  ['24h', 'for 24 hours'],
  ['worse', 'until it gets ten times worse or the cause changes'],
] as const;

/**
 * For how long and why nobody is woken. `typed` is what was typed before, where the form could not be taken as it was;
 * `isOptional`: in a form that another button sends without it.
 */
export const SilenceFields = ({
  typed,
  isOptional = false,
}: {
  typed?: Typed | undefined;
  isOptional?: boolean;
}) => (
  <>
    <div>
      <label for="until">Until</label>
      <select id="until" name="until">
        {UNTIL.map(([value, label]) => (
          <option value={value} selected={value === typed?.['until']}>
            {label}
          </option>
        ))}
      </select>
    </div>
    <div class="wide">
      <label for="reason">Why nobody need be woken</label>
      <input
        id="reason"
        name="reason"
        value={typed?.['reason']}
        required={!isOptional}
        maxlength={200}
        dir="auto"
        autocomplete="off"
      />
    </div>
  </>
);
