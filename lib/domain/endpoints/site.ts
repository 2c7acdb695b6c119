/** Second-level names under which countries register: `shop.com.sa` is a domain, `com.sa` is none. */
const SECOND_LEVEL = /^(?:com|co|net|org|gov|edu|ac|med|sch)$/;

/**
 * The domain that somebody registered, as far as it can be told without the Public Suffix List, which would take 47 KB
 * in each bundle. Probes are only shared out by it, so a domain too wide costs a turn and nothing else.
 */
const domainOf = (host: string): string => {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const isCountry = labels.at(-1)?.length === 2 && SECOND_LEVEL.test(labels.at(-2) ?? '');
  return labels.slice(isCountry ? -3 : -2).join('.');
};

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/** Whose an endpoint is, as far as its address tells: its domain, or the address itself. */
export const siteOf = (endpoint: string): string => {
  if (!URL.canParse(endpoint)) return '';
  const { hostname } = new URL(endpoint);
  return isAddress(hostname) ? hostname : domainOf(hostname);
};
