import { siteConfig } from '../lib/adapters/config/site-config.ts';
import { consoleApp } from '../lib/console/console-app.ts';
import { serve } from '../lib/console/serve.ts';

/** The pages about what fails, and signed links. */
export const handler = serve(consoleApp, siteConfig());
