import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from '../../domain/security/redact.ts';

/**
 * The functions' log: JSON lines with the service's name and level from the environment. Errors may quote what was
 * posted, so every text in a line is redacted.
 */
export const log = new Logger({
  jsonReplacerFn: (_, value: unknown) => (typeof value === 'string' ? redact(value) : value),
});
