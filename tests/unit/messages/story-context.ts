import { contextAt } from './fixtures.ts';

export const links = {
  baseUrl: 'https://alerts.shop.example',
  secret: 'a secret for golden files, long enough',
};

/** A stack with a console, and three levels. */
export const withConsole = (minutesAfterOpening: number) => ({
  ...contextAt(minutesAfterOpening, { escalationMinutes: [15, 30] }),
  links,
});

/** The settings of a team that reads Arabic. */
export const inArabic = (minutesAfterOpening: number) =>
  contextAt(minutesAfterOpening, { language: 'ar' }).oncall;
