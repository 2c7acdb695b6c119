/** One message in a queue; `receipt` identifies it there. */
export type DeadLetter = { text: string; receipt: string; attributes?: Record<string, string> };

/** A queue of messages that nobody could handle. What is taken and never settled is there again later. */
export type Box = {
  take(): Promise<DeadLetter[]>;
  /** `done` are removed for good, `kept` are put back. */
  settle(outcome: { done: readonly DeadLetter[]; kept: readonly DeadLetter[] }): Promise<void>;
};
