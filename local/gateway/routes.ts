import type { RouteKey } from './event.ts';

/** The routes of each function, as in serverless.yml. The gateway takes the first that fits, so POST stands before ANY. */
export const ROUTES: Record<'receive' | 'deliveries' | 'console' | 'integrate', readonly RouteKey[]> = {
  receive: ['POST /hooks/{source}/{token}', 'ANY /hooks/{source}/{token}'],
  deliveries: ['POST /hooks/{source}/{token}/deliveries', 'ANY /hooks/{source}/{token}/deliveries'],
  console: [
    'ANY /',
    'ANY /console',
    'ANY /console/{path+}',
    'ANY /act/{incidentId}/{purpose}',
    'ANY /api/v1/{path+}',
  ],
  // Only in a stack with integrations.
  integrate: ['POST /integrations/pagerduty/{name}'],
};
