import { personName } from '../view/cover-words.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

export const ActorField = ({ id, actor }: { id: string; actor: string }) => (
  <>
    <label for={id}>Your name</label>
    <input id={id} name="actor" value={actor} required maxlength={60} autocomplete="name" dir="auto" />
  </>
);

/** The name of something that programs use, which its schema narrows to the same signs. */
export const LabelField = ({
  id,
  label,
  example,
  typed,
}: {
  id: string;
  label: string;
  example: string;
  typed: string | undefined;
}) => (
  <>
    <label for={id}>{label} (a–z, 0–9, hyphen)</label>
    <input
      id={id}
      name={id}
      value={typed}
      required
      maxlength={40}
      placeholder={example}
      autocomplete="off"
      autocapitalize="none"
    />
  </>
);

/** The people of `oncall.yml` to choose from, and what stands there before one is chosen. */
export const PeopleOptions = ({
  view,
  chosen,
  nobody = 'Choose a person',
}: {
  view: View;
  chosen: string | undefined;
  nobody?: string;
}) => (
  <>
    <option value="">{nobody}</option>
    {Object.keys(view.oncall.people).map((key) => (
      <option value={key} selected={key === chosen}>
        {personName(key, view)}
      </option>
    ))}
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
