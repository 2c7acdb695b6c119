/** How much is stored of a message, and of a body as posted. */
export const KEPT_BYTES = 16 * 1024;

/** The beginning of a text in at most `limit` bytes of UTF-8, never half a character. */
export const cutToBytes = (text: string, limit: number = KEPT_BYTES): string => {
  if (text.length * 3 <= limit) return text; // a UTF-16 unit takes three bytes at most
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(limit));
  return text.slice(0, read);
};
