import type { RouteKey } from './event.ts';

/** The routes of each function, as in serverless.yml. */
export const ROUTES = {
  receive: ['POST /hooks/{source}/{token}', 'ANY /hooks/{source}/{token}'],
  deliveries: ['POST /hooks/{source}/{token}/deliveries', 'ANY /hooks/{source}/{token}/deliveries'],
  console: ['ANY /', 'ANY /console', 'ANY /console/{path+}', 'ANY /act/{incidentId}/{purpose}'],
  api: [
    'ANY /api/v1/{path+}',
    'ANY /console/reports',
    'ANY /console/reports/{week}',
    'ANY /console/test-alert',
    'ANY /console/test-alert/{id}',
    'ANY /console/access',
    'ANY /console/access/calendars',
    'ANY /console/access/{tokenId}/end',
  ],
  // Only in a stack with integrations.
  integrate: ['POST /integrations/pagerduty/{name}'],
} satisfies Record<string, readonly RouteKey[]>;
