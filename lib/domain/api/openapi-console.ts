import { answer, inPath, inQuery, operation, problem, ref, schemaOf } from './openapi-operation.ts';
import { IncidentQuery, NotificationsQuery, PageQuery, StatisticsQuery, TimelineQuery } from './queries.ts';
import {
  ActRequest,
  ApiActed,
  ApiDrill,
  ApiEndpoint,
  ApiEndpoints,
  ApiIncident,
  ApiIncidents,
  ApiNotifications,
  ApiPeriodStatistics,
  ApiProblem,
  ApiSources,
  ApiTimeline,
  ApiTokenShape,
  ApiTokens,
  DrillRequest,
} from './schemas.ts';

const INCIDENT_ID = inPath('incidentId', 'As in messages: the key of the endpoint, a hyphen, a number.');
export const ENDPOINT_KEY = inPath('endpointKey', 'As in an incident.');

const LINK = {
  Link: {
    description: 'Where the next part is, while there is one: an answer holds 6 MB.',
    schema: { type: 'string' },
  },
};
const csv = (description: string) => answer(description, 'text/csv', { type: 'string' }, LINK);
const ndjson = (description: string) => answer(description, 'application/x-ndjson', { type: 'string' }, LINK);

const WRONG = problem('The query is not as described.');
export const NONE = problem('There is none of this name.');

const PAGE = 'A page of them.';
const pageOf = (name: string) => ({ 200: answer(PAGE, 'application/json', ref(name)), 400: WRONG });

/** What the console's API takes and answers. */
export const consolePaths = {
  '/api/v1/incidents': {
    get: operation('listIncidents', 'Lists incidents', inQuery(IncidentQuery), pageOf('Incidents')),
  },
  '/api/v1/incidents.csv': {
    get: operation('exportIncidentsCsv', 'Exports incidents', inQuery(IncidentQuery), {
      200: csv('One line each, with a byte order mark; no cell is a formula.'),
      400: WRONG,
    }),
  },
  '/api/v1/incidents.ndjson': {
    get: operation('exportIncidentsNdjson', 'Exports incidents', inQuery(IncidentQuery), {
      200: ndjson('One JSON object a line.'),
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
      'Reads what was told and done of an incident',
      [INCIDENT_ID, ...inQuery(TimelineQuery)],
      {
        200: answer('A page of it, the newest first.', 'application/json', ref('Timeline')),
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
        200: answer('A page of them, the newest first.', 'application/json', ref('Notifications')),
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
      { 200: csv('One line each.'), 400: WRONG, 404: NONE },
    ),
  },
  '/api/v1/incidents/{incidentId}/notifications.ndjson': {
    get: operation(
      'exportNotificationsNdjson',
      'Exports the notifications of an incident',
      [INCIDENT_ID, ...inQuery(NotificationsQuery)],
      { 200: ndjson('One JSON object a line.'), 400: WRONG, 404: NONE },
    ),
  },
  '/api/v1/incidents/{incidentId}/actions': {
    post: operation(
      'act',
      'Acknowledges, resolves, silences an incident, or notes something',
      [INCIDENT_ID],
      {
        200: answer(
          'What came of it; the same action again changes nothing.',
          'application/json',
          ref('Acted'),
        ),
        400: problem('The action is not as described.'),
        403: problem('The token may only read.'),
        404: NONE,
      },
      { required: true, content: { 'application/json': { schema: ref('Action') } } },
    ),
  },
  '/api/v1/endpoints': {
    get: operation('listEndpoints', 'Lists what is probed', inQuery(PageQuery), pageOf('Endpoints')),
  },
  '/api/v1/drills': {
    post: operation(
      'drill',
      'Sends a test alert the whole way, to every level',
      [],
      {
        202: answer('It is kept, and will be told.', 'application/json', ref('Drill')),
        400: problem('There is no name.'),
        403: problem('The token may only read.'),
      },
      { required: true, content: { 'application/json': { schema: ref('DrillRequest') } } },
    ),
  },
  '/api/v1/drills/{id}': {
    get: operation(
      'readDrill',
      'Reads how far a test alert has come',
      [inPath('id', 'Of the notification.')],
      { 200: answer('What SNS accepted.', 'application/json', ref('Drill')), 404: NONE },
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
    get: operation('listSources', 'Lists who posted of late', inQuery(PageQuery), pageOf('Sources')),
  },
  '/api/v1/tokens': {
    get: operation('listTokens', 'Lists the tokens for programs, also those that ended lately', [], {
      200: answer('Tokens, the newest first; never their secrets.', 'application/json', ref('Tokens')),
    }),
  },
  '/api/v1/tokens/{tokenId}': {
    delete: operation(
      'endToken',
      'Ends a token at once; the second time it is ended already',
      [inPath('tokenId', 'As in the list of tokens.')],
      {
        200: answer('The token that has ended.', 'application/json', ref('Token')),
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
  Drill: schemaOf(ApiDrill),
  DrillRequest: schemaOf(DrillRequest, 'input'),
  Acted: schemaOf(ApiActed),
  Action: schemaOf(ActRequest, 'input'),
  PeriodStatistics: schemaOf(ApiPeriodStatistics),
  Problem: schemaOf(ApiProblem),
};

export const consoleSecurity = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Made under Access in the console, where it can be ended at once. What a program does stands in the time-line under the name of its token; `who` may stand behind it.',
  },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'Signed in to the console.' },
};
