/** Where a mail goes on from what happened to what can be done, and to facts. */
const ONWARD = /^(?:do first|next|facts|acknowledge|other actions)\b|\/act\//i;
const MOST_LINES = 16;

/** What a mail says first: what happened, and what it cost. */
export const gistOf = (body: string): string[] => {
  const lines = body.split('\n');
  const end = lines.findIndex((line) => ONWARD.test(line));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => line.trim() !== '')
    .slice(0, MOST_LINES);
};

/** How a person closes the incident of a mail: its link, or else its command. */
export const closingOf = (body: string): string | undefined =>
  /https?:\/\/\S+\/resolve\?\S+/.exec(body)?.[0] ?? /npm run resolve -- .+/.exec(body)?.[0];
