import * as z from 'zod';
import {
  ActRequest,
  ApiActed,
  ApiDrill,
  ApiEndpoint,
  ApiEndpoints,
  ApiIncident,
  ApiIncidents,
  ApiNotifications,
  ApiProblem,
  ApiSources,
  ApiTimeline,
  DrillRequest,
  IncidentQuery,
  NotificationsQuery,
  PageQuery,
  TimelineQuery,
} from './schemas.ts';

export const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const NO_STORE = { 'Cache-Control': { schema: { const: 'no-store' } } };

export const answer = (description: string, type: string, schema: object, headers: object = {}) => ({
  description,
  headers: { ...NO_STORE, ...headers },
  content: { [type]: { schema } },
});
export const problem = (description: string) =>
  answer(description, 'application/problem+json', ref('Problem'));

const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});
const INCIDENT_ID = inPath('incidentId', 'As in messages: the key of the endpoint, a hyphen, a number.');
export const ENDPOINT_KEY = inPath('endpointKey', 'As in an incident.');

const WORDS: Record<string, string> = {
  state: 'Only what is not over; the default, unless a month is asked for.',
  month: 'Only what was opened in this month and is settled; not with a state.',
  severity: 'Only of this severity.',
  family: 'Only of this family.',
  source: 'Only what this source posted of.',
  sort: 'A month is sorted by openedAt or -openedAt only.',
  limit: 'How many at most.',
  after: 'The `next` of the page before.',
  code: 'Only with this code.',
  q: 'Only with this text in it, letter by letter.',
};

/** What a query carries is text, with a pattern; to OpenAPI a number in it is a number. */
const withoutPattern = ({ pattern: _, ...field }: object & { pattern?: string }) => field;

/** The fields of a query as parameters. */
const inQuery = (schema: z.ZodObject) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    description: WORDS[name] ?? name,
    schema: typeof field === 'object' && field.type === 'integer' ? withoutPattern(field) : field,
  }));
};

export const operation = (
  operationId: string,
  summary: string,
  parameters: object[],
  responses: Record<number, object>,
  requestBody?: object,
) => ({
  operationId,
  summary,
  description: `${summary}. Needs a token, or a session of the console.`,
  security: [{ token: [] }, { session: [] }],
  parameters,
  ...(requestBody && { requestBody }),
  responses: { ...responses, 401: problem('No token, one that has expired, or none of ours.') },
});

const LINK = {
  Link: {
    description: 'Where the next part is, while there is one: an answer holds some 4 MB.',
    schema: { type: 'string' },
  },
};
const csv = (description: string) => answer(description, 'text/csv', { type: 'string' }, LINK);
const ndjson = (description: string) => answer(description, 'application/x-ndjson', { type: 'string' }, LINK);

const WRONG = problem('The query is not as described.');
export const NONE = problem('There is none of this name.');

/** What the console's API takes and answers. */
export const consolePaths = {
  '/api/v1/incidents': {
    get: operation('listIncidents', 'Lists incidents', inQuery(IncidentQuery), {
      200: answer('A page of them.', 'application/json', ref('Incidents')),
      400: WRONG,
    }),
  },
  '/api/v1/incidents.csv': {
    get: operation('exportIncidentsCsv', 'Exports incidents', inQuery(IncidentQuery), {
      200: csv('One line each; a text that a spreadsheet would run has a quote before it.'),
      400: WRONG,
    }),
  },
  '/api/v1/incidents.ndjson': {
    get: operation('exportIncidentsNdjson', 'Exports incidents', inQuery(IncidentQuery), {
      200: ndjson('One JSON object a line.'),
      400: WRONG,
    }),
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
    get: operation('listEndpoints', 'Lists what is probed, at most 200', [], {
      200: answer('Endpoints.', 'application/json', ref('Endpoints')),
    }),
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
      'Reads one endpoint: its silence and its incidents',
      [ENDPOINT_KEY, ...inQuery(PageQuery)],
      {
        200: answer('The endpoint.', 'application/json', ref('Endpoint')),
        400: WRONG,
        404: NONE,
      },
    ),
  },
  '/api/v1/sources': {
    get: operation('listSources', 'Lists who posted this month and the last', [], {
      200: answer('Sources.', 'application/json', ref('Sources')),
    }),
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
  Drill: schemaOf(ApiDrill),
  DrillRequest: schemaOf(DrillRequest, 'input'),
  Acted: schemaOf(ApiActed),
  Action: schemaOf(ActRequest, 'input'),
  Problem: schemaOf(ApiProblem),
};

export const consoleSecurity = {
  token: { type: 'http', scheme: 'bearer', description: 'Made under Access in the console.' },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'Signed in to the console.' },
};
