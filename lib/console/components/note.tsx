import type { PropsWithChildren } from 'hono/jsx';

type Tone = 'plain' | 'good' | 'bad';

/** What came of an action, or what is wrong with one. */
export type Message = { text: string; tone: Tone };

/** A message to be read before the rest of the page. */
export const Note = ({ tone = 'plain', children }: PropsWithChildren<{ tone?: Tone }>) => (
  <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
);
