import type { World } from './world.ts';

/** One thing that is wrong, and what doctor must say of it. */
export type Fault = {
  name: string;
  /** Each finding: its check and subject; what it says; and the mend, with names filled in. */
  finds: { check: string; subject: RegExp; what: RegExp; mend: RegExp }[];
  /** Makes it so; what it returns undoes it. */
  plant: (world: World) => Promise<() => Promise<unknown>>;
  /** With these in its environment. */
  environment?: Record<string, string>;
  exitCode?: number;
};
