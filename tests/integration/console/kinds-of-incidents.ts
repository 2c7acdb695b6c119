import { floodKey } from '../../../lib/domain/incidents/flood.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../../lib/domain/incidents/test-alert.ts';
import { minutesAgo } from '../../browser/world.ts';
import { probed } from '../../unit/messages/fixtures.ts';
import { openIncident } from '../open-incidents.ts';

const SEEN = minutesAgo(19);
const answered = (status: number) => probed(status, { at: SEEN });
const refused = probed(0, {
  at: SEEN,
  outcome: { kind: 'failed', stage: 'tcp', reason: 'refused', code: 'ECONNREFUSED' },
  answer: undefined,
});
const expired = probed(0, {
  at: SEEN,
  outcome: { kind: 'failed', stage: 'tls', reason: 'certificate-expired', code: 'CERT_HAS_EXPIRED' },
  answer: undefined,
});

const incidentAt = (path: string, over: Partial<Incident> = {}): Incident =>
  openIncident(`https://api.shop.example/hooks/${path}`, new Date(minutesAgo(20)), over);

const posted = (code: number) => ({ codes: { [code]: 1 }, sample: { at: minutesAgo(20), code } });

const unreadable = (): Incident => {
  const { endpoint: _, ...rest } = incidentAt('unread', {
    endpointKey: 'source:jeddah',
    incidentId: 'source:jeddah-1',
    cause: 'unreadable',
    codes: {},
    sources: { jeddah: 1 },
    sample: { at: minutesAgo(20), message: '#/endpoint expected an absolute http or https URL' },
  });
  return rest;
};

const flood = (): Incident => {
  const { endpoint: _, ...rest } = incidentAt('flood', {
    endpointKey: floodKey('main'),
    incidentId: `${floodKey('main')}-1`,
    cause: 'flood',
    flood: {
      listed: [
        { endpointKey: 'k1', endpoint: 'https://a.example/', count: 3, lastAt: minutesAgo(19), code: 503 },
      ],
      unlisted: 0,
      sketch: ['k1'],
    },
  });
  return rest;
};

/** Kinds of incidents, each with what is to be said of it wherever it is spoken of. */
export const KINDS: readonly (readonly [kind: string, incident: Incident, sentence: string])[] = [
  [
    'reported only',
    incidentAt('reported'),
    'Flavours says that a server answers, but the application behind it is down or overloaded (HTTP 503).',
  ],
  [
    'confirmed by our own probe',
    incidentAt('confirmed', { probe: answered(503), probeFailedAt: SEEN }),
    'A server answers, but the application behind it is down or overloaded (HTTP 503). Our own probe got 503 too.',
  ],
  [
    'another cause by our own probe',
    incidentAt('other', { probe: expired, probeFailedAt: SEEN }),
    'The server\'s TLS certificate has expired. Our own probe found this, but Flavours reports "app down or overloaded": two faults, or a changing one. Start with what our probe found.',
  ],
  [
    'unconfirmed: a server error that Flavours does not report',
    incidentAt('unconfirmed', { ...posted(0), cause: 'timeout', probe: answered(500), probeFailedAt: SEEN }),
    'Flavours says that it got no full answer in time. Our own probe, a bare GET, got 500: a second fault, or what it answers to every GET.',
  ],
  [
    'only Flavours is blocked, or it is over',
    incidentAt('blocked', { ...posted(0), cause: 'connect-timeout', probe: answered(200) }),
    'Flavours says that it could not connect in time: the host is down, or a firewall drops its packets. Our own probe succeeds (HTTP 200 in 180 ms): the outage is over, or only Flavours is blocked.',
  ],
  [
    'a refusal that wants a signature',
    incidentAt('signature', { ...posted(401), cause: 'unauthorized', probe: answered(401) }),
    'Flavours says that your side does not let it in (HTTP 401). Our own probe got 401, which proves nothing: it neither signs its request nor posts an event.',
  ],
  [
    'a refusal by a firewall',
    incidentAt('firewall', { ...posted(403), cause: 'unauthorized', probe: answered(403) }),
    'Flavours says that your side does not let it in (HTTP 403). Our own probe got 403, which proves nothing: it neither signs its request nor posts an event.',
  ],
  [
    'opened by our own probes',
    incidentAt('probes', {
      count: 0,
      codes: {},
      sources: {},
      cause: 'connection',
      sample: { at: minutesAgo(20) },
      probe: refused,
      probeFailedAt: SEEN,
    }),
    'The server refuses connections, or nothing listens there. Our own probe found this. Flavours has reported no lost event yet.',
  ],
  [
    'unreadable',
    unreadable(),
    'Something was posted to our error webhook that we could not read (why: see Facts). It may report a failing webhook.',
  ],
  [
    'flood',
    flood(),
    'Flavours names more failing endpoints of one source than that may have incidents for; the rest are grouped here.',
  ],
  [
    'a test alert',
    openIncident(TEST_ALERT_ENDPOINT, new Date(minutesAgo(2)), {
      sources: { [TEST_ALERT_SOURCE]: 1 },
      codes: { 0: 1 },
    }),
    'This is a test alert: nothing is broken.',
  ],
];

export const isTest = ({ sources }: Incident): boolean => Object.hasOwn(sources, TEST_ALERT_SOURCE);
