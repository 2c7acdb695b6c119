/** What was typed into a form that could not be taken as it was: the page shows it again, so that nobody types twice. */
export type Typed = Readonly<Record<string, string>>;

/** Longer than any field of ours. */
const LONGEST = 2000;

/** The texts of a posted form; files are none. */
export const typedIn = (form: Readonly<Record<string, unknown>>): Typed =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, LONGEST)] as const] : [],
    ),
  );
