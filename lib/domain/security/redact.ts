import { accountNumbers } from './account-numbers.ts';
import { decoded, type Layer } from './decoded-layer.ts';
import { secretsByForm } from './secrets-by-form.ts';
import { secretsByName } from './secrets-by-name.ts';
import { secretsByScheme } from './secrets-by-scheme.ts';
import {
  type Found,
  secretsBeforeHosts,
  secretsInBareQueries,
  secretsInUrls,
  secretsOfUrl,
} from './secrets-in-urls.ts';

/** What replaces a secret. */
export const HIDDEN = '***';

/**
 * The layers of a text: as it is, and decoded once and twice, as a URL in the query of a URL is. Nobody reads it
 * further.
 */
const LAYERS = 3;

const DETECTORS: readonly ((text: string, found: Found) => void)[] = [
  secretsInUrls,
  secretsInBareQueries,
  secretsBeforeHosts,
  secretsByName,
  secretsByScheme,
  secretsByForm,
  accountNumbers,
];

/** Texts without anything that a detector starts from: most names and sentences. */
const MAY_HOLD_SECRETS = /[:=@?&%\\<>\d\u0660-\u0669\u06f0-\u06f9\uff01-\uff5e]|[\w-]{12}/;

/** Which characters of a text belong to a secret: a 1 for each. */
const secretsIn = (text: string, known: readonly string[]): Uint8Array => {
  const hidden = new Uint8Array(text.length);
  let layer: Layer | undefined = { text };
  for (let depth = 0; layer && depth < LAYERS; depth++) {
    const { text: read, at }: Layer = layer;
    const found: Found = (start, end) => {
      hidden.fill(1, at?.[start] ?? start, at?.[end] ?? end);
    };
    for (const detect of DETECTORS) detect(read, found);
    for (const one of known) secretsOfKnown(read, one, found);
    layer = decoded(layer);
  }
  return hidden;
};

/** A URL may hold blanks and quotes, after which no rule knows that it continues; a known URL is known to its end. */
const secretsOfKnown = (text: string, known: string, found: Found): void => {
  if (!/[?#@]/.test(known)) return;
  for (let index = text.indexOf(known); index >= 0; index = text.indexOf(known, index + known.length)) {
    secretsOfUrl(text, index, index + known.length, found);
  }
};

/** A known URL as it may appear in a text: as given, and as each of the layers reads it. */
const formsOf = (url: string): string[] => {
  const forms: string[] = [];
  for (let layer: Layer | undefined = { text: url }; layer && forms.length < LAYERS; layer = decoded(layer)) {
    forms.push(layer.text);
  }
  return forms;
};

/**
 * A text without secrets, as people, machines and logs may see it, whoever wrote it and however it is encoded: the
 * one place where that is decided. `known` is a URL that may appear in it whole. Texts are clipped before, by `clip`
 * of the messages or by storage limits. Each character is read a bounded number of times.
 */
export const redact = (text: string, known?: string): string => {
  if (!MAY_HOLD_SECRETS.test(text)) return text;
  const hidden = secretsIn(text, known === undefined ? [] : formsOf(known));
  let shown = '';
  let last = 0;
  for (let start = hidden.indexOf(1); start >= 0; start = hidden.indexOf(1, last)) {
    shown += `${text.slice(last, start)}${HIDDEN}`;
    const end = hidden.indexOf(0, start);
    last = end < 0 ? text.length : end;
  }
  return last === 0 ? text : `${shown}${text.slice(last)}`;
};

/** A secret that begins before the cut is recognised by what follows it, so that much more is read. */
export const READ_BEYOND = 4096;

/**
 * The first `length` characters of a redacted text. Clipped first, so that a long text costs no more than it shows.
 */
export const redactStart = (text: string, length: number, known?: string): string =>
  redact(text.slice(0, length + READ_BEYOND), known)
    .slice(0, length)
    .toWellFormed();
