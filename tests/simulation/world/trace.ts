const KEPT = 400;

/** The last things that happened, for whoever reads a failing run. */
export class Trace {
  readonly #nowMs: () => number;
  readonly #lines: string[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  readonly say = (line: string): void => {
    this.#lines.push(`${new Date(this.#nowMs()).toISOString().slice(11)} ${line}`);
    if (this.#lines.length > 2 * KEPT) this.#lines.splice(0, KEPT);
  };

  last(count = KEPT): string[] {
    return this.#lines.slice(-count);
  }
}
