import type { Incident } from '../../domain/incidents/incident.ts';
import { shownText } from '../view/labels.ts';

/** By name: DynamoDB gives the fields of an item in any order, and the same incident must be the same page. */
const byName = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** An incident as it is stored, without what nobody is to see. */
export const rawFields = (incident: Incident): string =>
  JSON.stringify(
    incident,
    (_, value: unknown) => {
      if (typeof value === 'string') return shownText(value);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? byName(value) : value;
    },
    2,
  );
