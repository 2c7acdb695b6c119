/** The fields of a form as `multipart/form-data`, if the text is one: its first line is the boundary. */
export const formFields = (text: string): Record<string, string> | undefined =>
  /^\s*[\w.[\]-]{1,100}=[^\r\n]*\s*$/.test(text)
    ? Object.fromEntries(new URLSearchParams(text.trim()))
    : undefined;

/** The fields of a form as `multipart/form-data`, where a text is one: its first line parts it. */
export const partFields = (text: string): Record<string, string> | undefined => {
  const boundary = /^\s*(--[^\r\n]{1,200})\r?\n/.exec(text)?.[1];
  if (boundary === undefined) return undefined;
  const fields = text.split(boundary).flatMap((part): [string, string][] => {
    const [, head = '', value = ''] = /^([\s\S]{1,2000}?)\r?\n\r?\n([\s\S]*?)(?:\r?\n)?$/.exec(part) ?? [];
    const name = /[; ]name="?([^";\r\n]{1,100})/i.exec(head)?.[1];
    return name === undefined ? [] : [[name, value]];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
};

/** A name as written in JSON, JavaScript, Python, Ruby, YAML and INI files; never one inside an escaped text. */
const name = (word: string): string => String.raw`(?<![\\\w.-])(["']?)${word}\1\s{0,20}(?:[:=]|=>)\s{0,20}`;
const quoted = (limit: number): string => String.raw`(["'])((?:\\[\s\S]|(?!\2)[^\\]){0,${limit}})`;

const QUOTED_ENDPOINT = new RegExp(`${name('endpoint')}${quoted(9000)}\\2`, 'i');
/** Not if a list or an object ends with it: then it was cut off, and is only the beginning of a URL. */
const BARE_ENDPOINT = new RegExp(
  String.raw`${name('endpoint')}(https?:\/\/[^\s"'<>{},]{1,9000})(?=[\s,}])`,
  'i',
);
const LAST_LINE_ENDPOINT = /^\s{0,20}endpoint\s{0,20}[:=]\s{0,20}(https?:\/\/\S{1,9000})$/im;
const TAG_ENDPOINT = /<endpoint>\s{0,20}([^<>]{1,9000}?)\s{0,20}<\/endpoint>/i;
const CODE = new RegExp(String.raw`${name('code')}["']?([+-]?\d{1,16}(?:\.\d+)?)`, 'i');
const TAG_CODE = /<code>\s{0,20}([^<>]{1,200})<\/code>/i;
const MESSAGE = new RegExp(`${name('message')}${quoted(20_000)}(\\2)?`, 'i');
const BARE_MESSAGE = /^\s{0,20}message\s{0,20}[:=]\s{0,20}([^"'\s][^\r\n]{0,20000})/im;
const TAG_MESSAGE = /<message>([^<>]{1,20000})<\/message>/i;

export type PatternFields = {
  endpoint: string;
  code: string | undefined;
  message?: string;
  isMessageCut?: boolean;
};

/** What can be read of a text in an unknown format, or of one that was cut off, if it names a complete endpoint. */
export const fieldsByPattern = (text: string): PatternFields | undefined => {
  const inQuotes = QUOTED_ENDPOINT.exec(text)?.[3];
  const bare = (BARE_ENDPOINT.exec(text) ?? [])[2] ?? LAST_LINE_ENDPOINT.exec(text)?.[1];
  const tagged = TAG_ENDPOINT.exec(text)?.[1];
  const endpoint =
    inQuotes !== undefined
      ? unescaped(inQuotes)
      : (bare ?? (tagged !== undefined ? fromXml(tagged) : undefined));
  if (endpoint === undefined) return undefined;
  const message = MESSAGE.exec(text);
  const otherMessage = BARE_MESSAGE.exec(text)?.[1] ?? fromXml(TAG_MESSAGE.exec(text)?.[1] ?? '');
  return {
    endpoint,
    code: CODE.exec(text)?.[2] ?? TAG_CODE.exec(text)?.[1],
    ...(message
      ? { message: unescaped(message[3] ?? ''), isMessageCut: message[4] === undefined }
      : otherMessage !== '' && { message: otherMessage }),
  };
};

const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** A text without JSON's escapes; it may hold what JSON does not allow. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/gi, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const fromXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (entity, called: string) => ENTITIES[called] ?? entity);
