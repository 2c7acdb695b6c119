/** A text after one more decoding. `at[i]` is where its i-th character is in the original. */
export type Layer = { text: string; at?: Uint32Array };

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;

/** Characters that mean another one after a backslash in JSON, PHP, Python and shells. */
const ESCAPES = new Map([...'"\'/\\`'].map((sign) => [sign.charCodeAt(0), sign.charCodeAt(0)]));
for (const [letter, sign] of ['n\n', 'r\r', 't\t'])
  if (letter && sign) ESCAPES.set(letter.charCodeAt(0), sign.charCodeAt(0));

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|quot|apos|lt|gt));/iy;
const ENTITIES: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };
/** Invisible characters, which could be hidden inside a name or a value to break it up. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** A text without any of these is its own decoding, which saves time for most texts. */
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

/**
 * One encoded character: what it means (nothing if invisible), and how long it is; `length` 1 and `unit` itself if it
 * is not encoded.
 */
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

/** Arabic and Persian digits and full-width characters, as the ASCII that they stand for. */
const plainUnit = (unit: number): number => {
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  if (unit >= 0x0660 && unit <= 0x0669) return unit - 0x0630;
  if (unit >= 0x06f0 && unit <= 0x06f9) return unit - 0x06c0;
  return INVISIBLE.test(String.fromCharCode(unit)) ? DROPPED : unit;
};

/**
 * The text with one layer of encoding undone, whichever there is: percent, JSON and other backslashes, HTML entities,
 * ASCII look-alikes, invisible characters. Undefined if it is its own decoding. One pass over the text.
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
