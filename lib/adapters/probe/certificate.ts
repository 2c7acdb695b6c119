import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import * as z from 'zod';
import type { Certificate } from '../../domain/probing/probe.ts';
import { shownText } from '../../messages/text/plain-text.ts';

const Name = z
  .union([z.string(), z.array(z.string()).transform((names) => names.join(', '))])
  .transform((name) => shownText(name, 256));

/** As Node shows it, each with its issuer inside: https://nodejs.org/api/tls.html#certificate-object */
const Shown = z.object({
  subject: z.object({ CN: Name.optional() }).optional(),
  issuer: z.object({ CN: Name.optional(), O: Name.optional() }).optional(),
  subjectaltname: z.string().default(''),
  fingerprint256: z.string().default(''),
  valid_from: z.string().optional(),
  valid_to: z.string().optional(),
  raw: z.instanceof(Buffer).optional(),
  issuerCertificate: z.unknown().optional(),
});
type Shown = z.infer<typeof Shown>;

const MOST_NAMES = 20;
/** Longer chains than any that browsers take. */
const LONGEST_CHAIN = 10;

/**
 * What is kept of the certificate that a server presented, and of its chain. `authorities` are the ones that the
 * connection trusts (PEM), Node's own by default.
 */
export const describeCertificate = (
  presented: unknown,
  authorities: readonly string[] = rootCertificates,
): Omit<Certificate, 'error'> => {
  const leaf = Shown.parse(presented);
  const { subject, issuer, subjectaltname, fingerprint256, valid_from, valid_to } = leaf;
  const names = subjectaltname.matchAll(/(?:DNS|IP Address):"?([^",]{1,256})/g);
  const issuedBy = issuer?.CN ?? issuer?.O;
  const validFrom = timeOf(valid_from);
  const validTo = timeOf(valid_to);
  const chainEnd = validTo && chainEndOf(leaf, validTo, authorities);
  return {
    ...(subject?.CN && { subject: subject.CN }),
    ...(issuedBy && { issuer: issuedBy }),
    names: Array.from(names, ([, name = '']) => shownText(name, 256)).slice(0, MOST_NAMES),
    ...(/^[0-9A-F:]{95}$/.test(fingerprint256) && {
      fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
    }),
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
    ...(chainEnd && { chainEnd }),
  };
};

const timeOf = (text: string | undefined): string | undefined => {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};

/**
 * The certificate above the leaf that ends first, if that is before the leaf's own end. Servers also send what nobody
 * needs, such as an old cross-signed root, so the chain ends where a trusted authority has issued the last one.
 */
const chainEndOf = (
  leaf: Shown,
  leafEnd: string,
  authorities: readonly string[],
): Certificate['chainEnd'] => {
  let first: Certificate['chainEnd'];
  let below = leaf;
  for (let depth = 0; depth < LONGEST_CHAIN; depth++) {
    const above = Shown.safeParse(below.issuerCertificate).data;
    // A root is its own issuer.
    if (!above || above.fingerprint256 === '' || above.fingerprint256 === below.fingerprint256) return first;
    const validTo = timeOf(above.valid_to);
    if (validTo && validTo < (first?.validTo ?? leafEnd)) {
      if (isIssuedByOneOf(authorities, below)) return first;
      first = { subject: above.subject?.CN ?? 'without a name', validTo };
    }
    below = above;
  }
  return first;
};

/** Whether a trusted authority that is still valid has issued it, so that nothing above it is needed. */
const isIssuedByOneOf = (authorities: readonly string[], { raw, valid_to }: Shown): boolean => {
  if (!raw) return false;
  const certificate = new X509Certificate(raw);
  return trusted(authorities).some(
    (root) =>
      certificate.checkIssued(root) &&
      certificate.verify(root.publicKey) &&
      Date.parse(root.validTo) >= Date.parse(valid_to ?? ''),
  );
};

const parsed = new WeakMap<readonly string[], X509Certificate[]>();

/** Parsed once, and only when a chain is seen in which something ends early: it takes some 20 ms. */
const trusted = (authorities: readonly string[]): X509Certificate[] => {
  const known = parsed.get(authorities) ?? authorities.map((pem) => new X509Certificate(pem));
  parsed.set(authorities, known);
  return known;
};
