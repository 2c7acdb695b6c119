let passed = 0;
let failed = 0;

/** One line of the test: what was expected, and what was found if that differs. */
export const check = (what: string, holds: boolean, seen: unknown = ''): void => {
  if (holds) passed += 1;
  else failed += 1;
  const detail = typeof seen === 'string' ? seen : JSON.stringify(seen);
  process.stdout.write(holds ? `ok      ${what}\n` : `FAILED  ${what}: ${detail}\n`);
};

/** Runs one step and says how long it took. */
export const timed = async <Result>(what: string, step: () => Promise<Result>): Promise<Result> => {
  const start = performance.now();
  const result = await step();
  process.stdout.write(`        ${what}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return result;
};

/** Asks until there is an answer, or returns undefined when the time is up. */
export const until = async <Result>(
  limitMs: number,
  ask: () => Promise<Result | undefined>,
): Promise<Result | undefined> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** The closing line; the exit code says the same. */
export const summarise = (): void => {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
};
