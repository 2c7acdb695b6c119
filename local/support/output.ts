/**
 * Standard output is for the person who starts the stack: what functions write there goes to `log`. Returns a
 * function that prints to that person.
 */
export const takeStdout = (log: (text: string) => void): ((line: string) => void) => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    log(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  return (line) => {
    write(`${line}\n`);
  };
};
