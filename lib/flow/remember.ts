import { countLook } from '../adapters/store/days.ts';
import { readWatched, saveWatched } from '../adapters/store/endpoints.ts';
import { type Look, remembered } from '../look.ts';
import type { Probe } from '../probe.ts';
import { nextProbeAt, type Watched } from '../watched.ts';
import { ContentionError } from './fault.ts';
import { backOff, type Work } from './work.ts';

const ATTEMPTS = 6;

/** Writes a look down with the others of its endpoint, and when the next is due. Answers with all that is known then. */
export const remember = async (
  work: Work,
  watched: Watched,
  probe: Probe,
  look: Look,
  isInTrouble: boolean,
): Promise<Watched> => {
  let before = watched;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const own = {
      history: remembered(before.history, look),
      nextProbeAt: nextProbeAt(isInTrouble, new Date(probe.at), work.pace).toISOString(),
      ...(probe.certificate?.validTo && { certificateEndsAt: probe.certificate.validTo }),
    };
    if (await saveWatched(work.store, before, own)) {
      await countLook(work.store, watched.endpointKey, look);
      return { ...before, ...own, looks: before.looks + 1 };
    }
    await backOff(work, attempt);
    const [current] = await readWatched(work.store, [watched.endpointKey], () => undefined);
    before = current ?? before;
  }
  throw new ContentionError(
    `${watched.endpointKey}: ${ATTEMPTS} attempts to write a probe down were in vain`,
  );
};
