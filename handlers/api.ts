import { figuresClient } from '../lib/adapters/config/cloudwatch-client.ts';
import { siteConfig } from '../lib/adapters/config/site-config.ts';
import { apiApp } from '../lib/console/api-app.ts';
import { serve } from '../lib/console/serve.ts';

/** The API, its calendars and exports, and the pages that nobody waits for at night. */
export const handler = serve(apiApp, { ...siteConfig(), metrics: figuresClient() });
