import { PROBES_A_MINUTE } from '../../domain/probing/fair-share.ts';
import { Note } from './note.tsx';

/** Says how many endpoints have waited longer than they should for their probe. */
export const ProbeBacklog = ({ count, isCut }: { count: number; isCut: boolean }) =>
  count === 0 ? null : (
    <Note>
      Not probed: {count}
      {isCut && ' or more'} beyond the {PROBES_A_MINUTE.toLocaleString('en')} that are probed a minute.
      Configured endpoints go first; the others take turns, by source and by domain.
    </Note>
  );
