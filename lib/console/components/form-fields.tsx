import type { Typed } from '../view/typed.ts';

/** Fields that several forms have. `typed` is what was typed before, where the form could not be taken as it was. */
type FieldProps = { id: string; typed?: Typed | undefined };

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

export const UntilField = ({ id, typed }: FieldProps) => (
  <>
    <label for={id}>Until</label>
    <select id={id} name="until">
      {UNTIL.map(([value, label]) => (
        <option value={value} selected={value === typed?.['until']}>
          {label}
        </option>
      ))}
    </select>
  </>
);

/** `isOptional`: in a form that another button sends without it. */
export const ReasonField = ({ id, typed, isOptional = false }: FieldProps & { isOptional?: boolean }) => (
  <>
    <label for={id}>Why nobody need be woken</label>
    <input
      id={id}
      name="reason"
      value={typed?.['reason']}
      required={!isOptional}
      maxlength={200}
      dir="auto"
      autocomplete="off"
    />
  </>
);
