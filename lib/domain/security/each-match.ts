/**
 * Hands over every match of a global pattern. `matchAll` copies the pattern first, which takes longer than to read one of the short
 * texts that most are.
 */
export const eachMatch = (pattern: RegExp, text: string, seen: (match: RegExpExecArray) => void): void => {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += 1; // or it would match nothing there for ever
    seen(match);
  }
};
