import { readSilences } from '../../adapters/dynamodb/silences.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

/**
 * After this many failures in a row, this run stops reading silences: each attempt may have hung until its time
 * limit.
 */
const GIVE_UP_AFTER = 2;

/**
 * Reads silences for a run that must alert whatever happens. If they cannot be read, it returns those read before and
 * reports it through `onFailure`: better an alert in spite of a silence than none at all.
 */
export const silencesOrKnown = (
  run: RunContext,
  onFailure: (error: unknown) => void,
): NonNullable<RunContext['readSilences']> => {
  const known = new Map<string, Silence>();
  let failures = 0;
  const read = (endpointKeys: readonly string[]) =>
    attemptOrThrow(run, ATTEMPTS.readingSilences, 'silences', async (failed) => {
      try {
        return await readSilences(run.store, endpointKeys);
      } catch (error) {
        if (failed + 1 === ATTEMPTS.readingSilences) throw error;
        return AGAIN;
      }
    });
  return async (endpointKeys) => {
    if (failures >= GIVE_UP_AFTER) return known;
    try {
      const silences = await read(endpointKeys);
      failures = 0;
      for (const [key, silence] of silences) known.set(key, silence);
      return silences;
    } catch (error) {
      failures += 1;
      onFailure(error);
      return known;
    }
  };
};
