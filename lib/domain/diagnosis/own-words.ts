const HOST = String.raw`(\[[0-9a-f:.]{2,45}\]|[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,251}[\p{L}\p{N}_])?)`;
const PORT = String.raw`(?:["']?(?::|,? port[:= ]{1,2})(\d{1,5})\b)?`;
const named = (before: string): RegExp => new RegExp(`${before}${HOST}${PORT}`, 'giu');

/** How senders, clients and servers name the place they mean: the host, then its port if there is one. */
const PLACES: readonly RegExp[] = [
  named(String.raw`\b[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s\/@"'<>]{1,200}@)?`), // a URL of any scheme
  named(
    String.raw`\b(?:dial (?:tcp|udp)[46]?|lookup|connect(?:ion|ing|ed)? (?:to|with)(?: server at)?) ["']?`,
  ),
  named(String.raw`\b(?:resolve|translate) (?:host ?(?:name)?|proxy)?:? ?["']?`),
  named(String.raw`\bhost(?: ?name)?[ =:]{1,3}["']`),
  named(String.raw`\bE(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH) `),
  /(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})(?::(\d{1,5}))?(?![\w.])/g,
  /(?<![\w.-])(localhost)(?::(\d{1,5}))?/gi,
];
/** cURL's words for no place in particular, and the manual that its errors refer to. */
const NO_PLACE = /^(?:server|curl\.(?:haxx\.)?se)$/;

/** How Guzzle ends its message about a request: it names whom it called, whatever else cURL named. */
const REQUESTED = /\) for (https?:\/\/\S{1,9000})\s*$/i;
const CURL = /^\s*curl(?:[_ ]err(?:or|no)|: ?\()/i;
/** What a server answered, in the markup of an answer. */
const ANSWER = /^\s*[{[<]/;
export const isAnswer = (message: string): boolean => ANSWER.test(message);

/**
 * Whether a message is what the sender itself experienced on its way to the endpoint, and not what the endpoint
 * answered: it names the endpoint's own host and no other place. cURL's messages may name none.
 */
export const isOfEndpoint = (message: string, endpoint: string | undefined): boolean => {
  if (isAnswer(message)) return false;
  const requested = REQUESTED.exec(message)?.[1];
  if (requested !== undefined) return isSamePlace(placeOfUrl(requested), endpoint);
  const places = PLACES.flatMap((pattern) =>
    Array.from(message.matchAll(pattern), ([, host = '', port]) => ({ host: canonical(host), port })),
  ).filter(({ host }) => !NO_PLACE.test(host));
  return places.length === 0 ? CURL.test(message) : places.every((place) => isSamePlace(place, endpoint));
};

type Place = { host: string; port: string | undefined };

const canonical = (host: string): string => {
  const url = `http://${host.replace(/\.$/, '')}`;
  return URL.canParse(url) ? new URL(url).hostname : host.toLowerCase();
};

const placeOfUrl = (text: string): Place | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { hostname, port, protocol } = new URL(text);
  return { host: canonical(hostname), port: port || (protocol === 'http:' ? '80' : '443') };
};

/** Another port of the same host is another server: a database beside the application. */
const isSamePlace = (place: Place | undefined, endpoint: string | undefined): boolean => {
  const own = endpoint === undefined ? undefined : placeOfUrl(endpoint);
  return own !== undefined && place?.host === own.host && (place.port ?? own.port) === own.port;
};
