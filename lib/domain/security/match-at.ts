/** What a sticky pattern takes of a text from `index` on; nothing where it does not fit there. */
export const matchAt = (pattern: RegExp, text: string, index: number): string => {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
};
