/** Waits that can end early: by time, by a signal, or for good by `silence`. */
export class Bell {
  readonly #wakers = new Set<() => void>();
  #silenced = false;
  #rings = 0;

  /** How often it has rung: who was busy sees that it did meanwhile. */
  get rings(): number {
    return this.#rings;
  }

  wait(limitMs: number): Promise<void> {
    if (this.#silenced) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.#wakers.add(wake);
    });
  }

  ring(): void {
    this.#rings += 1;
    for (const wake of this.#wakers) wake();
  }

  silence(): void {
    this.#silenced = true;
    this.ring();
  }
}
