import type { Step } from '../../domain/diagnosis/runbook.ts';

/*
 * A mail is plain text without a width: what shows it breaks the lines, a phone at 40 characters as well as a desk at 100.
 * So nothing here wraps, indents or pads, and what is to be tapped or copied stands alone on its line.
 */

/** Steps with numbers; a command stands on a line of its own. */
export const numbered = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ text, command }, index) => [
    `${index + 1}. ${text}`,
    ...(command === undefined ? [] : [command]),
  ]);

/** Parts separated by an empty line; empty parts vanish. */
export const paragraphs = (...parts: readonly (readonly string[])[]): string =>
  `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;

/** A part under its heading, or nothing where it says nothing. */
export const headed = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines];
