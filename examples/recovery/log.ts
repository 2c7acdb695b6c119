type Details = Record<string, unknown>;

/** An Error as JSON would lose it. */
const written = (_: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;

const at =
  (level: string, stream: NodeJS.WriteStream) =>
  (message: string, details: Details = {}): void => {
    stream.write(`${JSON.stringify({ level, message, ...details }, written)}\n`);
  };

/** JSON lines for CloudWatch. */
export const log = { info: at('INFO', process.stdout), error: at('ERROR', process.stderr) };
