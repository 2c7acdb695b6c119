import { wrap } from './plain-text.ts';

/** What mail readers show without breaking lines of their own. https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1 */
export const WIDTH = 78;
export const LABEL_WIDTH = 10;

/** "Since     Thu 12 Jun …", with the lines that follow under the text. */
export const row = (label: string, text: string, breakUp = wrap): string[] =>
  hanging(label.padEnd(LABEL_WIDTH), breakUp(text, WIDTH - LABEL_WIDTH));

/** What is to be copied stands on a line of its own, never broken. */
export const commandRow = (command: string): string[] => [`${' '.repeat(LABEL_WIDTH)}${command}`];

/** Steps with numbers; what is to be copied stands on a line of its own. */
export const numbered = (steps: readonly { text: string; command?: string }[]): string[] =>
  steps.flatMap(({ text, command }, index) => [
    ...hanging(`  ${index + 1}. `, wrap(text, WIDTH - 5)),
    ...(command === undefined ? [] : [`     ${command}`]),
  ]);

/** Lines behind `first`, and under each other. */
export const hanging = (first: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => `${index === 0 ? first : ' '.repeat(first.length)}${line}`);

/** Parts with an empty line between them; empty parts vanish. */
export const paragraphs = (...parts: readonly (readonly string[])[]): string =>
  `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
