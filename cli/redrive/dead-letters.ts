/** One message as it lies in a queue; `receipt` is the box's own. */
export type Held = { text: string; receipt: string; attributes?: Record<string, string> };

/** Where messages lie that nobody could handle. What is taken and never settled is there again later. */
export type Box = {
  take(): Promise<Held[]>;
  /** `done` are removed for good, `kept` are put back. */
  settle(outcome: { done: readonly Held[]; kept: readonly Held[] }): Promise<void>;
};
