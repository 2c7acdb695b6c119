import * as z from 'zod';

/** How the local SNS misbehaves: `lose` accepts and delivers, and then never answers. */
export const Fault = z.strictObject({
  mode: z.enum(['none', 'fail', 'throttle', 'hang', 'lose']),
  /** For how many publishes; by default until it is changed. */
  times: z.int().min(1).optional(),
});
export type Fault = z.infer<typeof Fault>;

/** What goes wrong next; can be set while it runs. */
export class Faults {
  #fault: Fault = { mode: 'none' };

  set(fault: Fault): void {
    this.#fault = fault;
  }

  /** The mode for the current publish; counts it. */
  next(): Fault['mode'] {
    const { mode, times } = this.#fault;
    if (times !== undefined) this.#fault = times > 1 ? { mode, times: times - 1 } : { mode: 'none' };
    return mode;
  }
}
