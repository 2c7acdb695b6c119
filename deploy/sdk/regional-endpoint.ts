type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The domain of each partition by the beginning of its regions' names, in place of the SDK's tables and rules. A new region of a
 * known partition needs nothing here: `sa-`, `me-` and all that is not listed are in the commercial one. From the SDK's
 * partitions.json; tests/integration/bundles/endpoints.test.ts compares.
 */
const PARTITIONS: readonly [beginning: string, domain: string][] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['us-iso-', 'c2s.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
];
const COMMERCIAL = 'amazonaws.com';

const LABEL = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/;

/** The function's region. Throws if it is missing, or cannot be part of a host name. */
export const regionOf = ({ AWS_REGION: region }: Environment): string => {
  if (!region) throw new Error('environment: AWS_REGION is not set');
  if (!LABEL.test(region)) throw new Error(`environment: AWS_REGION: ${region} is not a region`);
  return region;
};

/**
 * Where a service is reached: what AWS_ENDPOINT_URL_<service> or AWS_ENDPOINT_URL says, or its address in the region. Throws
 * where FIPS or dual-stack addresses are asked for: these bundles know none, and another address than the one asked for is
 * worse than an error.
 */
export const endpointOf = (host: string, serviceId: string, environment: Environment): string => {
  for (const name of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])
    if (environment[name]?.toLowerCase() === 'true')
      throw new Error(`environment: ${name} is not supported: deploy/sdk/regional-endpoint.ts`);
  const isIgnored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  const configured =
    environment[`AWS_ENDPOINT_URL_${serviceId.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
  if (configured && !isIgnored) return configured;
  const region = regionOf(environment);
  const domain = PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? COMMERCIAL;
  return `https://${host}.${region}.${domain}`;
};
