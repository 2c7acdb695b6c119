/*
 * Source maps count lines and columns of what esbuild was given. So what a plugin leaves out of a file becomes white space, which
 * esbuild drops.
 */

/** White space as large as a text. */
const blank = (text) => text.replace(/[^\n]/g, ' ');
exports.blank = blank;

/** A shorter text with as much white space as brings it to the size of that which it replaces. */
exports.inPlaceOf = (text, shorter) => shorter + blank(text).slice(shorter.length);
