/**
 * Runs `task` over `inputs`, at most `width` at a time, and starts none once `mayStart` says no. Returns the outputs
 * in any order, and the inputs that were not started.
 */
export const mapWithLimit = async <Input, Output>(
  inputs: readonly Input[],
  width: number,
  mayStart: () => boolean,
  task: (input: Input) => Promise<Output>,
): Promise<{ outputs: Output[]; notBegun: Input[] }> => {
  const waiting = [...inputs];
  const outputs: Output[] = [];
  const worker = async (): Promise<void> => {
    while (waiting.length > 0 && mayStart()) {
      for (const input of waiting.splice(0, 1)) outputs.push(await task(input));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, inputs.length) }, worker));
  return { outputs, notBegun: waiting };
};
