import type { Stack } from '../../local/stack/stack.ts';

/** The link in a message that acts on all that it names; `none` where it has none. */
export const setLinkIn = (text: string, purpose: string): string =>
  new RegExp(`http://\\S+/act/set%3A\\S+/${purpose}\\?\\S+`).exec(text)?.[0] ?? 'none';

/** Sends the form behind such a link, as the page does. */
export const submit = (stack: Stack, link: string, fields: Record<string, string>): Promise<Response> =>
  fetch(link, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: stack.url } });
