import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import type { Running } from './listening.ts';

/** A merchant's server that is broken in one way, and what one probe should find: no cause if all looks well. */
export type LabServer = {
  name: string;
  /** What is broken, as the merchant would say it. */
  what: string;
  cause: Cause | undefined;
  /** On a port of its own, or on one where another server was: that is how a merchant breaks and recovers. */
  start(port?: number): Promise<Running>;
};
