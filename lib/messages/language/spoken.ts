import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import type { Language } from './say.ts';

/** The languages of this bundle. deploy/english-only.cjs takes Arabic out of it where nobody in oncall.yml reads that. */
const SPOKEN: readonly Language[] = ['en', 'ar'];

const spokenOr = (language: Language): Language => (SPOKEN.includes(language) ? language : 'en');

/**
 * The configuration in the languages that are spoken here, and whether that changed it: code and oncall.yml are of two
 * deploys then, and mails are better in English than not sent.
 */
export const inSpokenLanguages = (
  oncall: RuntimeOncallConfig,
): { oncall: RuntimeOncallConfig; isChanged: boolean } => {
  const asked = [oncall, ...Object.values(oncall.people)].map(({ language = 'en' }) => language);
  if (asked.every((language) => spokenOr(language) === language)) return { oncall, isChanged: false };
  const people = Object.entries(oncall.people).map(
    ([key, { language, ...person }]) =>
      [key, { ...person, ...(language && { language: spokenOr(language) }) }] as const,
  );
  return {
    oncall: { ...oncall, language: spokenOr(oncall.language), people: Object.fromEntries(people) },
    isChanged: true,
  };
};
