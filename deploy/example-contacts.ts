import type { OncallConfig } from '../lib/domain/oncall/config.ts';

const EXAMPLE = /@(?:[^@]+\.)?example\.(?:com|org|net)$|^\+966500000000$/i;

/** The fields of `oncall.yml` that still hold the people of the committed example. */
export const exampleContacts = (oncall: OncallConfig): string[] =>
  [
    ...fieldsOf(oncall.people, 'people'),
    ...fieldsOf(oncall.levels, 'levels'),
    ...fieldsOf(oncall.alarms, 'alarms'),
  ]
    .filter(({ value }) => EXAMPLE.test(value))
    .map(({ field, value }) => `${field}: ${value}`);

const fieldsOf = (value: unknown, field: string): { field: string; value: string }[] => {
  if (typeof value === 'string') return [{ field, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => fieldsOf(item, `${field}.${key}`));
};
