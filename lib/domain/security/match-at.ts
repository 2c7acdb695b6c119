/** The match of a sticky pattern at `index`; undefined if there is none. */
export const matchAt = (pattern: RegExp, text: string, index: number): string => {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
};
