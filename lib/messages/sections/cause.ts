import { CAUSES } from '../language/phrases/causes.ts';
import type { Language } from '../language/say.ts';
import { knownCause, shortCause } from './phrases.ts';

/** A cause in few words. */
export const causeIn = (language: Language, cause: string): string =>
  language === 'ar' ? CAUSES[knownCause(cause)] : shortCause(cause);
