import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { Integration } from '../../domain/integrations/integration.ts';
import { environment } from './environment.ts';

const IntegrateEnvironment = z.object({
  INTEGRATIONS: JsonText.pipe(z.array(Integration)),
  /** Where PagerDuty's stand-in is, on a laptop. */
  PAGERDUTY_URL: z.url().optional(),
});

/** The tools of the team with their secrets: only `integrate` reads them. */
export const integrateConfig = () => {
  const { INTEGRATIONS, PAGERDUTY_URL } = environment(IntegrateEnvironment);
  return { integrations: INTEGRATIONS, pagerdutyUrl: PAGERDUTY_URL };
};
