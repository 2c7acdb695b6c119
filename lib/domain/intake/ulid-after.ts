const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 8; // 40 bits of the random part

/** The id that is `steps` after a ULID in the same millisecond: for posts in one body. */
export const ulidAfter = (id: string, steps: number): string => {
  if (steps === 0) return id;
  const start = id.slice(0, -DIGITS);
  const number = Array.from(id.slice(-DIGITS)).reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0);
  let rest = (number + steps) % 32 ** DIGITS;
  let end = '';
  for (let digit = 0; digit < DIGITS; digit++) {
    end = `${ALPHABET[rest % 32]}${end}`;
    rest = Math.floor(rest / 32);
  }
  return `${start}${end}`;
};
