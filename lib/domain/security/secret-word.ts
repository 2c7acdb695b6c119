import type { Found } from './secrets-in-urls.ts';

/** Words in place of a value that describe it, such as "missing". */
export const NO_SECRET =
  /(?:yes|no|true|false|null|nil|none|undefined|invalid|incorrect|wrong|bad|missing|required|expired|empty|is|was|not|must|cannot|unknown|failed|failure|mismatch|denied|error|revoked|ok|valid|unauthorized|rejected|has|should|expected|unexpected|malformed|timeout|timed|closed|opened|started|disabled|enabled|ended|lost|hidden|redacted|string|object|array|int|bool)(?=[.,;:!?)\]}"']{0,2}(?:\s|$)|[\s&<])/iy;
const HAS_LETTER = /[\p{L}\p{N}]/u;
/** What ends a sentence or a bracket, rather than a secret. */
const TRAILING = ")]}.,;:'!?";

/** Whatever follows a sign is a secret. */
export const bySign = (): boolean => true;

/** Hides a word or a line, except a sign after it; returns where it ends. */
export const hideWord = (
  text: string,
  start: number,
  end: number,
  found: Found,
  isSecret: (value: string) => boolean = bySign,
): number => {
  let last = end;
  while (last > start && TRAILING.includes(text.charAt(last - 1))) last -= 1;
  const value = text.slice(start, last);
  if (!HAS_LETTER.test(value) || !isSecret(value)) return start;
  found(start, last);
  return end;
};
