import * as z from 'zod';

const EXPECTED = `expected \${ssm:/path} or \${env:NAME}`;
export const REFERENCE = /^\$\{(?:env|ssm):[^{}]+\}$/;

/** How a secret is written in `oncall.yml`: where it is looked up at a deploy. In the clear it would be in git. */
export const secretReference = z.string({ error: EXPECTED }).regex(REFERENCE, {
  error: `${EXPECTED}: a secret never stands in this file in the clear`,
});
