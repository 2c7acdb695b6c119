import { LOG_LEVELS, type LogLevel, telemetryConfig } from '../config/telemetry-config.ts';
import { jsonLine } from './json-line.ts';

type Details = Record<string, unknown>;

const { service, level: threshold } = telemetryConfig();

/** One line each, to the streams themselves: Lambda puts a prefix before what goes through `console`. */
const at =
  (level: LogLevel, stream: NodeJS.WriteStream) =>
  (message: string, ...details: Details[]): void => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(threshold)) return;
    const fixed = { level, message, timestamp: new Date().toISOString(), service };
    stream.write(`${lineOf(fixed, details)}\n`);
  };

const lineOf = (fixed: Details, details: Details[]): string => {
  try {
    return jsonLine({ ...fixed, ...Object.assign({}, ...details), ...fixed });
  } catch (error) {
    // A value whose own code throws must not end what is being logged.
    return jsonLine({ ...fixed, unwritable: String(error) });
  }
};

/** The functions' log: JSON lines with level, message, time and service. */
export const log = {
  debug: at('DEBUG', process.stdout),
  info: at('INFO', process.stdout),
  warn: at('WARN', process.stderr),
  error: at('ERROR', process.stderr),
};
