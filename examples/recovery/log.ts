type Details = Record<string, unknown>;

/** An Error as JSON would lose it. */
const written = (_: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;

const line = (level: string, message: string, details: Details): string =>
  JSON.stringify({ level, message, ...details }, written);

/** JSON lines for CloudWatch. */
export const log = {
  info: (message: string, details: Details = {}): void => console.info(line('INFO', message, details)),
  warn: (message: string, details: Details = {}): void => console.warn(line('WARN', message, details)),
  error: (message: string, details: Details = {}): void => console.error(line('ERROR', message, details)),
};
