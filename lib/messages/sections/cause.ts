import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { Cause } from '../../domain/diagnosis/cause-names.ts';
import { CAUSES } from '../language/phrases/causes.ts';
import type { Language } from '../language/say.ts';

/** A cause in few words; one that this version does not know is unknown. */
export const causeIn = (language: Language, cause: string): string => {
  const known = Cause.safeParse(cause);
  const key = known.success ? known.data : 'unknown';
  return language === 'ar' ? CAUSES[key] : adviceFor(key, undefined).short;
};
