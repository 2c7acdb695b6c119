import { redact } from '../../domain/security/redact.ts';
import { LOG_LEVELS, type LogLevel, telemetryConfig } from '../config/telemetry-config.ts';
import { jsonLine } from './json-line.ts';

type Details = Record<string, unknown>;

const { service, level: threshold } = telemetryConfig();

/** One line each, to the streams themselves: Lambda puts a prefix before what goes through `console`. */
const at =
  (level: LogLevel, stream: NodeJS.WriteStream) =>
  (message: string, ...details: Details[]): void => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(threshold)) return;
    const timestamp = new Date().toISOString();
    const fixed = `"level":"${level}","message":${ownText(message)},"timestamp":"${timestamp}","service":${SERVICE}`;
    stream.write(`${lineOf(fixed, details)}\n`);
  };

const lineOf = (fixed: string, details: Details[]): string => {
  try {
    return jsonLine(fixed, Object.assign({}, ...details, NO_DETAILS));
  } catch (error) {
    // A value whose own code throws must not end what is being logged.
    return jsonLine(fixed, { unwritable: String(error) });
  }
};

/** What no detail can change. */
const NO_DETAILS = { level: undefined, message: undefined, timestamp: undefined, service: undefined };

const MOST_KNOWN = 200;
const known = new Map<string, string>();

/** A text of our own code in JSON. They are the same few again and again, so that each is redacted once. */
const ownText = (text: string): string => {
  const json = known.get(text) ?? JSON.stringify(redact(text));
  if (known.size < MOST_KNOWN) known.set(text, json);
  return json;
};

const SERVICE = ownText(service);

/** The functions' log: JSON lines with level, message, time and service. */
export const log = {
  debug: at('DEBUG', process.stdout),
  info: at('INFO', process.stdout),
  warn: at('WARN', process.stderr),
  error: at('ERROR', process.stderr),
};
