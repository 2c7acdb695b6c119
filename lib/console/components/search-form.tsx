import { Cause } from '../../domain/diagnosis/cause.ts';
import { Family } from '../../domain/oncall/family.ts';
import { shortCause } from '../../messages/sections/phrases.ts';

/** What was asked of the history, as it stands in an address: kept as typed, also where it is wrong. */
export type Asked = { list: string; q: string; endpoint: string; family: string; cause: string };

type Choice = readonly [value: string, label: string];

const Options = ({ choices, chosen }: { choices: readonly Choice[]; chosen: string }) => (
  <>
    {choices.map(([value, label]) => (
      <option value={value} selected={value === chosen}>
        {label}
      </option>
    ))}
  </>
);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const FAMILIES: readonly Choice[] = [
  ['', 'All'],
  ...Family.options.map((one) => [one, capital(one)] as const),
];
const CAUSES: readonly Choice[] = [
  ['', 'All'],
  ...Cause.options.map((one) => [one, capital(shortCause(one))] as const),
];

/** Where and for what the history is searched. */
export const SearchForm = ({ asked, periods }: { asked: Asked; periods: readonly Choice[] }) => (
  <form method="get" action="/console/history">
    <div class="fields narrow">
      <div>
        <label for="list">Month of the opening</label>
        <select id="list" name="list">
          <Options choices={periods} chosen={asked.list} />
        </select>
      </div>
      <div>
        <label for="family">Family</label>
        <select id="family" name="family">
          <Options choices={FAMILIES} chosen={asked.family} />
        </select>
      </div>
      <div>
        <label for="cause">Cause</label>
        <select id="cause" name="cause">
          <Options choices={CAUSES} chosen={asked.cause} />
        </select>
      </div>
      <div>
        <label for="endpoint">Endpoint</label>
        <input
          id="endpoint"
          name="endpoint"
          value={asked.endpoint}
          maxlength={2048}
          placeholder="name, address, key"
          autocomplete="off"
        />
      </div>
      <div>
        <label for="q">Text</label>
        <input
          id="q"
          name="q"
          value={asked.q}
          maxlength={200}
          placeholder="message, source, who"
          dir="auto"
          autocomplete="off"
        />
      </div>
      <button type="submit" class="plain">
        Show
      </button>
    </div>
  </form>
);
