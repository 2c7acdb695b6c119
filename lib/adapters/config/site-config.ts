import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { Source } from '../../domain/security/source.ts';
import { environment } from './environment.ts';

const SiteEnvironment = z.object({
  CONSOLE_URL: z.url({ protocol: /^https?$/ }),
  LINK_SECRET: z.string().min(32),
  LINK_SECRET_PREVIOUS: z.string().optional(),
  WEBHOOK_SECRET: z.string().min(32),
  SOURCE_VERSIONS: JsonText.pipe(z.record(Source, z.int().min(1))).default({}),
});

/**
 * What `console` and `api` need beyond the configuration of all functions that work with incidents. Throws, naming each
 * variable that is wrong.
 */
export const siteConfig = () => {
  const config = environment(SiteEnvironment);
  const previous = config.LINK_SECRET_PREVIOUS;
  const linkSecrets: [string, ...string[]] = [config.LINK_SECRET, ...(previous ? [previous] : [])];
  return {
    origin: config.CONSOLE_URL.replace(/\/+$/, ''),
    linkSecrets,
    webhookSecret: config.WEBHOOK_SECRET,
    sourceVersions: config.SOURCE_VERSIONS,
  };
};
