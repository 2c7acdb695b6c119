import * as z from 'zod';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A certificate that an endpoint has presented. `warned` is the number of marks that people were warned about, 0 to
 * 3.
 */
export const KnownCertificate = z.object({
  fingerprint: z.string().min(1).max(64),
  startsAt: z.iso.datetime().optional(),
  /** When it, or a certificate of its chain, ends. */
  endsAt: z.iso.datetime(),
  /** The name of the chain's certificate that ends before it. */
  endsWith: z.string().max(256).optional(),
  seenAt: z.iso.datetime(),
  warned: z.int().min(0).catch(0).default(0),
});
export type KnownCertificate = z.infer<typeof KnownCertificate>;

/** More than the servers behind one address usually have; about 10 KB of the item at most. */
const MOST_KNOWN = 50;

/**
 * The known certificates with the one just seen, which comes last. Each is remembered until it ends, so that servers
 * that take turns with different certificates are warned about once per certificate.
 */
export const withCertificate = (
  known: readonly KnownCertificate[],
  seen: Omit<KnownCertificate, 'warned'>,
): KnownCertificate[] => {
  const before = known.find(({ fingerprint }) => fingerprint === seen.fingerprint);
  return [
    ...known.filter((one) => one !== before && one.endsAt > seen.seenAt),
    { ...seen, warned: before?.warned ?? 0 },
  ].slice(-MOST_KNOWN);
};

/**
 * How long before its end a certificate is warned about, the first time first. Automatic renewal happens with a third
 * of the lifetime left, or half of a short one (https://letsencrypt.org/docs/integration-guide/#when-to-renew); some
 * hosts wait until a seventh is left. With a tenth left it has failed. Certificates that people renew by hand last
 * longer, and are warned about 30, 7 and 1 days before.
 */
const marksMs = ({ startsAt, endsAt }: KnownCertificate): number[] => {
  const lifetimeMs =
    startsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endsAt) - Date.parse(startsAt);
  return [
    Math.min(30 * DAY_MS, lifetimeMs / 10),
    Math.min(7 * DAY_MS, lifetimeMs / 25),
    Math.min(DAY_MS, lifetimeMs / 90),
  ];
};

/**
 * The number of marks that a certificate has passed by `now`, 0 to 3. One that has ended is an outage, and reported
 * as one.
 */
export const marksPassed = (certificate: KnownCertificate, now: Date): number => {
  const leftMs = Date.parse(certificate.endsAt) - now.getTime();
  return leftMs < 0 ? 0 : marksMs(certificate).filter((beforeMs) => leftMs <= beforeMs).length;
};
