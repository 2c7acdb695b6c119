/**
 * Ends one call of AWS at a time once its time is up: an AbortSignal as far as the SDK reads one (smithy types, abort.d.ts). One of the
 * platform takes forty microseconds more for each put: events, listeners, and a timer that nobody clears.
 */
export class Deadline {
  aborted = false;
  onabort: (() => void) | null = null;
  readonly #timer: NodeJS.Timeout;

  constructor(timeoutMs: number) {
    this.#timer = setTimeout(() => {
      this.aborted = true;
      this.onabort?.();
    }, timeoutMs);
  }

  /** When it ends what comes next, which is no call. */
  passed(): Promise<void> {
    return new Promise((resolve) => {
      this.onabort = resolve;
    });
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/** What `task` does, which is to end within that time. */
export const within = async <Result>(
  timeoutMs: number,
  task: (deadline: Deadline) => Promise<Result>,
): Promise<Result> => {
  const deadline = new Deadline(timeoutMs);
  try {
    return await task(deadline);
  } finally {
    deadline.clear();
  }
};
