import {
  ApiCoverResult,
  ApiCovers,
  ApiDuty,
  CoverBody,
  DEFAULT_DAYS,
  DutyQuery,
  EndCoverBody,
  MOST_DAYS,
} from './duty-schemas.ts';
import { NONE } from './openapi-console.ts';
import { answer, inPath, inQuery, operation, problem, ref, schemaOf } from './openapi-operation.ts';

const body = (name: string) => ({ required: true, content: { 'application/json': { schema: ref(name) } } });
const READ_ONLY = problem('The token may only read.');

const ETAG = { ETag: { description: 'Changes with what it says.', schema: { type: 'string' } } };

const PERIOD: Record<string, string> = {
  from: 'From when on; unless given, now.',
  to: `Until when: at most ${MOST_DAYS} days later; unless given, ${DEFAULT_DAYS} days later.`,
};

/** Who is on duty, and who stands in for whom. */
export const dutyPaths = {
  '/api/v1/duty': {
    get: operation(
      'readDuty',
      'Tells who is on duty now, and when who is on duty in a period',
      inQuery(DutyQuery).map((field) => ({ ...field, description: PERIOD[field.name] ?? field.description })),
      {
        200: answer('By level. Levels without people are left out.', 'application/json', ref('Duty')),
        400: problem('The period is not valid.'),
      },
    ),
  },
  '/api/v1/covers': {
    get: operation('listCovers', 'Lists covers, past ones too', [], {
      200: answer('The latest beginning first.', 'application/json', ref('Covers')),
    }),
    post: operation(
      'addCover',
      'Has somebody stand in for a person, or take over the turn at a level',
      [],
      {
        200: answer(
          'The outcome. The same request again changes nothing.',
          'application/json',
          ref('CoverResult'),
        ),
        400: problem('The body is not as documented.'),
        403: READ_ONLY,
        409: problem('The team, the clock or another cover is against it: `detail` begins with the field.'),
      },
      body('CoverRequest'),
    ),
  },
  '/api/v1/covers/{coverId}/end': {
    post: operation(
      'endCover',
      'Ends a cover at once, or cancels one that has not begun. Ending it again changes nothing',
      [inPath('coverId', 'As in the list of covers.')],
      {
        200: answer('The outcome.', 'application/json', ref('CoverResult')),
        400: problem('The name is missing.'),
        403: READ_ONLY,
        404: NONE,
      },
      body('EndCover'),
    ),
  },
  '/api/v1/calendar/{file}': {
    get: {
      operationId: 'readCalendar',
      summary: 'Reads a calendar of turns as iCalendar (RFC 5545)',
      description:
        'For calendars, which know no headers: the token is the name of the file, is made under Access in the console, opens nothing else, and can be ended there. Whatever is wrong with it, the answer is the same.',
      parameters: [inPath('file', 'The token of the calendar, followed by `.ics`.')],
      responses: {
        200: answer('Four weeks back and eight ahead.', 'text/calendar', { type: 'string' }, ETAG),
        304: { description: 'As it was, by its `ETag`.', headers: {} },
        404: problem('There is no such calendar.'),
        431: { description: 'From the gateway: URL and headers may have 10,240 bytes.', headers: {} },
      },
    },
  },
} as const;

export const dutySchemas = {
  Duty: schemaOf(ApiDuty),
  Covers: schemaOf(ApiCovers),
  CoverResult: schemaOf(ApiCoverResult),
  CoverRequest: schemaOf(CoverBody, 'input'),
  EndCover: schemaOf(EndCoverBody, 'input'),
};
