import type { Seeded } from './seed.ts';

/** One run of the tool: over which paths, as whom, and what may be answered to what fits the document and what does not. */
export type Part = {
  name: string;
  paths: string;
  fitting: readonly number[];
  other: readonly number[];
  inPath?: Record<string, string>;
  token?: string;
  examples: number;
};

export type Setting = {
  webhookUrl: string;
  actor: string;
  reader: string;
  /** `tokenId`: of a token that nobody needs, since it is ended. */
  seeded: Seeded & {
    testAlertId: string;
    tokenId: string;
    coverId: string;
    calendarFile: string;
    week: string;
  };
};

/** What the gateway says of an address that is longer than it takes. */
const TOO_LONG = 431;

/** Narrower than Schemathesis's own expectations, which take most of 4xx for both. */
export const partsOf = ({ webhookUrl, actor, reader, seeded }: Setting): Part[] => {
  const [, , source = '', token = ''] = new URL(webhookUrl).pathname.split('/');
  return [
    {
      name: 'hooks, with a real source and token: every body reaches the parser',
      paths: '^/hooks/',
      inPath: { source, token },
      fitting: [200, 409], // 409: of an endpoint that nobody knows
      other: [400],
      examples: 100,
    },
    {
      name: 'hooks, with made-up sources and tokens',
      paths: '^/hooks/',
      fitting: [404],
      other: [404],
      examples: 25,
    },
    {
      name: 'API, of what is there',
      paths: '^/api/v1/(?!covers$)',
      inPath: {
        incidentId: seeded.incidentId,
        endpointKey: seeded.endpointKey,
        id: seeded.testAlertId,
        tokenId: seeded.tokenId,
        coverId: seeded.coverId,
        file: seeded.calendarFile,
        week: seeded.week,
      },
      token: actor,
      fitting: [200, 202],
      other: [400, TOO_LONG],
      examples: 30,
    },
    {
      name: 'API, covers: the team or the clock may be against what fits the document',
      paths: '^/api/v1/covers$',
      token: actor,
      fitting: [200, 409],
      other: [400, TOO_LONG],
      examples: 60,
    },
    {
      name: 'API, of made-up ids',
      paths: String.raw`^/api/.*\{`,
      token: actor,
      fitting: [200, 404],
      other: [400, 404, TOO_LONG],
      examples: 20,
    },
    {
      name: 'API, with a token that may only read',
      paths: String.raw`/(actions|test-alerts|tokens/\{tokenId\}|covers/\{coverId\}/end)$`,
      inPath: { incidentId: seeded.incidentId, tokenId: seeded.tokenId, coverId: seeded.coverId },
      token: reader,
      fitting: [403],
      other: [403, TOO_LONG],
      examples: 20,
    },
    {
      name: 'API, without a token',
      paths: '^/api/v1/(?!calendar/)',
      fitting: [401],
      other: [401, TOO_LONG],
      examples: 10,
    },
  ];
};
