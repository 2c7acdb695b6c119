import * as z from 'zod';

/** How the local SNS is to misbehave: `lose` accepts and delivers, and then never answers. */
export const Fault = z.strictObject({
  mode: z.enum(['none', 'fail', 'throttle', 'hang', 'lose']),
  /** For how many publishes; without it, until it is told otherwise. */
  times: z.int().min(1).optional(),
});
export type Fault = z.infer<typeof Fault>;

/** What is to go wrong next, settable while it runs. */
export class Faults {
  #fault: Fault = { mode: 'none' };

  set(fault: Fault): void {
    this.#fault = fault;
  }

  /** The mode for the publish at hand; counts it. */
  next(): Fault['mode'] {
    const { mode, times } = this.#fault;
    if (times !== undefined) this.#fault = times > 1 ? { mode, times: times - 1 } : { mode: 'none' };
    return mode;
  }
}
