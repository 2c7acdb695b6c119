/** One run of a function. Once it is dead nothing of it continues: what it waits for never comes. */
export type Invocation = {
  readonly number: number;
  readonly name: string;
  readonly startedAt: number;
  isDead: boolean;
  /** Stopped before its end. */
  isKilled: boolean;
  /** Calls it made, and what went wrong with them. */
  calls: number;
  faults: number;
  kill(why: string): void;
};
