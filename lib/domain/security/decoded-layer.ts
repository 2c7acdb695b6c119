/** A text as one decoding further reads it. `at[i]` is where its i-th character stands in the text it was made from. */
export type Layer = { text: string; at?: Uint32Array };

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;

/** What stands behind a backslash in JSON, PHP, Python and shells, and means another character. */
const ESCAPES = new Map([...'"\'/\\`'].map((sign) => [sign.charCodeAt(0), sign.charCodeAt(0)]));
for (const [letter, sign] of ['n\n', 'r\r', 't\t'])
  if (letter && sign) ESCAPES.set(letter.charCodeAt(0), sign.charCodeAt(0));

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|quot|apos|lt|gt));/iy;
const ENTITIES: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };
/** What nobody sees, and what could stand inside a name or a value to part it. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** A text without any of these is its own decoding; it saves most texts the way. */
const MAY_BE_ENCODED =
  /[%&\\\u00ad\u061c\u0660-\u0669\u06f0-\u06f9\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\uff01-\uff5e]/;

const hexOf = (unit: number): number => {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

const hexAt = (text: string, from: number, digits: number): number => {
  let value = 0;
  for (let index = from; index < from + digits; index++) {
    const digit = index < text.length ? hexOf(text.charCodeAt(index)) : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
};

/** One encoded character: what it means (nothing for what nobody sees), and how long it is; `length` 1 and `unit` itself where it is none. */
type Read = { unit: number; length: number };
const DROPPED = -1;

const readEntity = (text: string, index: number, unit: number): Read => {
  ENTITY.lastIndex = index;
  const match = ENTITY.exec(text);
  if (!match) return { unit, length: 1 };
  const [whole, decimal, hex, name] = match;
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  const sign = code ?? (ENTITIES[(name ?? '').toLowerCase()] ?? '&').charCodeAt(0);
  return sign > 0xffff ? { unit, length: 1 } : { unit: sign, length: whole.length };
};

const readBackslash = (text: string, index: number, unit: number): Read => {
  const letter = text.charCodeAt(index + 1);
  const digits = letter === 0x75 ? 4 : letter === 0x78 ? 2 : 0; // \u0041, \x41
  const code = digits > 0 ? hexAt(text, index + 2, digits) : -1;
  if (code >= 0) return { unit: code, length: 2 + digits };
  const sign = ESCAPES.get(letter);
  return sign === undefined ? { unit, length: 1 } : { unit: sign, length: 2 };
};

const readAt = (text: string, index: number): Read => {
  const unit = text.charCodeAt(index);
  if (unit === PERCENT) {
    const code = hexAt(text, index + 1, 2);
    return code >= 0 && code < 0x80 ? { unit: code, length: 3 } : { unit, length: 1 };
  }
  if (unit === BACKSLASH) return readBackslash(text, index, unit);
  return readEntity(text, index, unit);
};

/** The digits of Arabic and Persian, and full-width signs, as the ASCII that they stand for. */
const plainUnit = (unit: number): number => {
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  if (unit >= 0x0660 && unit <= 0x0669) return unit - 0x0630;
  if (unit >= 0x06f0 && unit <= 0x06f9) return unit - 0x06c0;
  return INVISIBLE.test(String.fromCharCode(unit)) ? DROPPED : unit;
};

/**
 * The text with one layer of encoding undone, whichever there is: percent, JSON and other backslashes, HTML's entities,
 * look-alikes of ASCII, and what nobody sees. Nothing where it is its own decoding. One pass, each character once.
 */
export const decoded = ({ text, at }: Layer): Layer | undefined => {
  if (!MAY_BE_ENCODED.test(text)) return undefined;
  const units = new Uint16Array(text.length);
  const places = new Uint32Array(text.length + 1);
  let length = 0;
  let isSame = true;
  for (let index = 0; index < text.length; ) {
    const plain = text.charCodeAt(index);
    let unit = plain;
    let step = 1;
    if (plain === PERCENT || plain === BACKSLASH || plain === AMPERSAND) {
      const read = readAt(text, index);
      unit = read.unit;
      step = read.length;
    } else if (plain >= 0xad) {
      unit = plainUnit(plain);
    }
    if (step !== 1 || unit !== plain) isSame = false;
    if (unit !== DROPPED) {
      units[length] = unit;
      places[length] = at?.[index] ?? index;
      length += 1;
    }
    index += step;
  }
  if (isSame) return undefined;
  places[length] = at?.[text.length] ?? text.length;
  return { text: Buffer.from(units.buffer, 0, length * 2).toString('utf16le'), at: places };
};
