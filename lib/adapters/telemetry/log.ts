import { Logger } from '@aws-lambda-powertools/logger';

/** The functions' log: JSON lines with the service's name and level from the environment. Never given what was posted. */
export const log = new Logger();
