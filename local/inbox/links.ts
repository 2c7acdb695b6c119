import { Html, html } from './html.ts';

/** A link of ours on this machine: to act, or into the console. No other address in a message can be clicked. */
const OWN = /http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?\/(?:act|console)(?![\w-])(?:[/?][^\s<>"']*)?/g;
/** What ends a sentence is no part of a link. */
const TRAILING = /[.,;:!?)\]]+$/;

/** A text in which our own links can be clicked; everything is escaped. */
export const withLinks = (text: string): Html => {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(OWN)) {
    const link = match[0].replace(TRAILING, '');
    parts.push(html`${text.slice(end, match.index)}<a href="${link}">${link}</a>`);
    end = match.index + link.length;
  }
  return new Html([...parts, html`${text.slice(end)}`].map((part) => part.text).join(''));
};
