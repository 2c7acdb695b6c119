import type { CheckName } from './checks.ts';
import { type Finding, unchecked } from './finding.ts';

const REFUSED = /AccessDenied|Unauthorized|AuthorizationError|NotAuthorized/i;
const MISSING_RIGHT = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/;

/** A check that ended with an error: the finding names the right that is missing, where AWS or the check itself knows it. */
export const uncheckedBecause = (check: CheckName, error: unknown): Finding => {
  if (!(error instanceof Error)) return unchecked(check, String(error));
  const right = MISSING_RIGHT.exec(error.message)?.[1];
  if (right !== undefined)
    return unchecked(check, `needs permission ${right}`, `Allow ${right}, and run it again.`);
  if (REFUSED.test(error.name)) return unchecked(check, 'needs a permission that is missing');
  return unchecked(
    check,
    `${error.name}: ${error.message}`.replaceAll(/\s+/g, ' ').slice(0, 300),
    'Run it again.',
  );
};
