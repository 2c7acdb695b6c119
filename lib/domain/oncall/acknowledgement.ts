import * as z from 'zod';

const SHORTEST = 5;
const LONGEST = 240;

/** How long an acknowledgement lasts where `oncall.yml` says nothing. */
export const DEFAULT_ACKNOWLEDGEMENT_MINUTES = 30;

/**
 * How long an acknowledgement keeps reminders and further levels away. It always ends, so that nothing is forgotten:
 * after four hours whoever took it has gone home.
 */
export const AcknowledgementMinutes = z
  .int()
  .min(SHORTEST, `expected ${SHORTEST} to ${LONGEST} minutes`)
  .max(LONGEST, `expected ${SHORTEST} to ${LONGEST} minutes`);

/** The same for somebody who fills in a form. */
export const ACKNOWLEDGEMENT_HINT = `Choose ${SHORTEST} to ${LONGEST} minutes.`;
