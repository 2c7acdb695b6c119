/** One message in a queue; `receipt` identifies it there. */
export type Held = { text: string; receipt: string; attributes?: Record<string, string> };

/** A queue of messages that nobody could handle. What is taken and never settled is there again later. */
export type Box = {
  take(): Promise<Held[]>;
  /** `done` are removed for good, `kept` are put back. */
  settle(outcome: { done: readonly Held[]; kept: readonly Held[] }): Promise<void>;
};
