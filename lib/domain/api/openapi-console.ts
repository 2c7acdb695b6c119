import { answer, inPath, inQuery, operation, problem, ref, schemaOf } from './openapi-operation.ts';
import { IncidentQuery, NotificationsQuery, PageQuery, StatisticsQuery, TimelineQuery } from './queries.ts';
import { ApiReport } from './report-json.ts';
import {
  ActionRequest,
  ApiActionResult,
  ApiEndpoint,
  ApiEndpoints,
  ApiIncident,
  ApiIncidents,
  ApiNotifications,
  ApiPeriodStatistics,
  ApiProblem,
  ApiSources,
  ApiTestAlert,
  ApiTimeline,
  ApiTokenShape,
  ApiTokens,
  TestAlertRequest,
} from './schemas.ts';

const INCIDENT_ID = inPath('incidentId', 'As in messages: the endpoint’s key, a hyphen, a number.');
export const ENDPOINT_KEY = inPath('endpointKey', 'As in an incident.');

const LINK = {
  Link: {
    description: 'Where the next part is, if there is one: an answer holds at most 6 MB.',
    schema: { type: 'string' },
  },
};
const csv = (description: string) => answer(description, 'text/csv', { type: 'string' }, LINK);
const ndjson = (description: string) => answer(description, 'application/x-ndjson', { type: 'string' }, LINK);

const WRONG = problem('The query is not valid.');
export const NONE = problem('Not found.');

const PAGE = 'One page.';
const pageOf = (name: string) => ({ 200: answer(PAGE, 'application/json', ref(name)), 400: WRONG });

/** The paths of the console's API. */
export const consolePaths = {
  '/api/v1/incidents': {
    get: operation('listIncidents', 'Lists incidents', inQuery(IncidentQuery), pageOf('Incidents')),
  },
  '/api/v1/incidents.csv': {
    get: operation('exportIncidentsCsv', 'Exports incidents', inQuery(IncidentQuery), {
      200: csv('One line per incident, with a byte order mark. No cell is a formula.'),
      400: WRONG,
    }),
  },
  '/api/v1/incidents.ndjson': {
    get: operation('exportIncidentsNdjson', 'Exports incidents', inQuery(IncidentQuery), {
      200: ndjson('One JSON object per line.'),
      400: WRONG,
    }),
  },
  '/api/v1/incidents/statistics': {
    get: operation(
      'readStatistics',
      'Adds up the incidents of some months: this one, unless others are named',
      inQuery(StatisticsQuery),
      {
        200: answer('By month, and in all.', 'application/json', ref('PeriodStatistics')),
        400: WRONG,
      },
    ),
  },
  '/api/v1/incidents/statistics.csv': {
    get: operation(
      'exportStatisticsCsv',
      'Exports what the incidents of some months came to',
      inQuery(StatisticsQuery),
      {
        200: answer('One line a month.', 'text/csv', { type: 'string' }),
        400: WRONG,
      },
    ),
  },
  '/api/v1/incidents/{incidentId}': {
    get: operation('readIncident', 'Reads one incident', [INCIDENT_ID], {
      200: answer('The incident.', 'application/json', ref('Incident')),
      404: NONE,
    }),
  },
  '/api/v1/incidents/{incidentId}/timeline': {
    get: operation(
      'readTimeline',
      'Reads the timeline of an incident: what was sent and done',
      [INCIDENT_ID, ...inQuery(TimelineQuery)],
      {
        200: answer('One page, newest first.', 'application/json', ref('Timeline')),
        400: WRONG,
        404: NONE,
      },
    ),
  },
  '/api/v1/incidents/{incidentId}/notifications': {
    get: operation(
      'listNotifications',
      'Lists the notifications of an incident',
      [INCIDENT_ID, ...inQuery(NotificationsQuery)],
      {
        200: answer('One page, newest first.', 'application/json', ref('Notifications')),
        400: WRONG,
        404: NONE,
      },
    ),
  },
  '/api/v1/incidents/{incidentId}/notifications.csv': {
    get: operation(
      'exportNotificationsCsv',
      'Exports the notifications of an incident',
      [INCIDENT_ID, ...inQuery(NotificationsQuery)],
      { 200: csv('One line per notification.'), 400: WRONG, 404: NONE },
    ),
  },
  '/api/v1/incidents/{incidentId}/notifications.ndjson': {
    get: operation(
      'exportNotificationsNdjson',
      'Exports the notifications of an incident',
      [INCIDENT_ID, ...inQuery(NotificationsQuery)],
      { 200: ndjson('One JSON object per line.'), 400: WRONG, 404: NONE },
    ),
  },
  '/api/v1/incidents/{incidentId}/actions': {
    post: operation(
      'act',
      'Acknowledges, resolves or silences an incident, or adds a note',
      [INCIDENT_ID],
      {
        200: answer(
          'The outcome. The same action again changes nothing.',
          'application/json',
          ref('ActionResult'),
        ),
        400: problem('The action is not valid.'),
        403: problem('The token may only read.'),
        404: NONE,
      },
      { required: true, content: { 'application/json': { schema: ref('Action') } } },
    ),
  },
  '/api/v1/endpoints': {
    get: operation(
      'listEndpoints',
      'Lists the endpoints that are probed',
      inQuery(PageQuery),
      pageOf('Endpoints'),
    ),
  },
  '/api/v1/test-alerts': {
    post: operation(
      'sendTestAlert',
      'Sends a test alert to every level',
      [],
      {
        202: answer('Accepted; it will be sent.', 'application/json', ref('TestAlert')),
        400: problem('The name is missing.'),
        403: problem('The token may only read.'),
      },
      { required: true, content: { 'application/json': { schema: ref('TestAlertRequest') } } },
    ),
  },
  '/api/v1/test-alerts/{id}': {
    get: operation(
      'readTestAlert',
      'Reads the progress of a test alert',
      [inPath('id', 'The id of the test alert’s notification.')],
      { 200: answer('What SNS has accepted so far.', 'application/json', ref('TestAlert')), 404: NONE },
    ),
  },
  '/api/v1/endpoints/{endpointKey}': {
    get: operation(
      'readEndpoint',
      'Reads one endpoint: its silence, its last 30 days and its incidents',
      [ENDPOINT_KEY, ...inQuery(PageQuery)],
      {
        200: answer('The endpoint.', 'application/json', ref('Endpoint')),
        400: WRONG,
        404: NONE,
      },
    ),
  },
  '/api/v1/sources': {
    get: operation(
      'listSources',
      'Lists the sources that posted recently',
      inQuery(PageQuery),
      pageOf('Sources'),
    ),
  },
  '/api/v1/reports/{week}': {
    get: operation(
      'readReport',
      'Reads the report of a week: of any that is kept, or of the running one so far',
      [inPath('week', 'A week, such as 2026-W48. It begins on the day on which reports are sent.')],
      { 200: answer('The report.', 'application/json', ref('Report')), 404: NONE },
    ),
  },
  '/api/v1/tokens': {
    get: operation('listTokens', 'Lists API tokens, including those that ended recently', [], {
      200: answer('Tokens, newest first; never their secrets.', 'application/json', ref('Tokens')),
    }),
  },
  '/api/v1/tokens/{tokenId}': {
    delete: operation(
      'endToken',
      'Ends a token at once. Ending it again changes nothing',
      [inPath('tokenId', 'As in the list of tokens.')],
      {
        200: answer('The token, which has ended.', 'application/json', ref('Token')),
        403: problem('The token may only read.'),
        404: NONE,
      },
    ),
  },
} as const;

export const consoleSchemas = {
  Incident: schemaOf(ApiIncident),
  Incidents: schemaOf(ApiIncidents),
  Notifications: schemaOf(ApiNotifications),
  Timeline: schemaOf(ApiTimeline),
  Endpoint: schemaOf(ApiEndpoint),
  Sources: schemaOf(ApiSources),
  Endpoints: schemaOf(ApiEndpoints),
  Token: schemaOf(ApiTokenShape),
  Tokens: schemaOf(ApiTokens),
  TestAlert: schemaOf(ApiTestAlert),
  TestAlertRequest: schemaOf(TestAlertRequest, 'input'),
  ActionResult: schemaOf(ApiActionResult),
  Action: schemaOf(ActionRequest, 'input'),
  PeriodStatistics: schemaOf(ApiPeriodStatistics),
  Report: schemaOf(ApiReport),
  Problem: schemaOf(ApiProblem),
};

export const consoleSecurity = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Made under Access in the console, where it can be ended at once. The timeline shows what a program did under the name of its token, followed by `actor` if it is given.',
  },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'Signed in to the console.' },
};
