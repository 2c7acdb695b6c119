import { clean, clip } from './plain-text.ts';
import { READ_BEYOND, redact } from './redact.ts';

/**
 * Foreign text as it may be shown, wherever it is shown: clipped, without secrets, and nothing in it that hides or turns
 * text. At most `length` code points, if it is given.
 */
export const shownText = (text: string, length?: number): string =>
  length === undefined
    ? clean(redact(text))
    : clip(clean(redact(text.slice(0, length * 2 + READ_BEYOND))), length);
