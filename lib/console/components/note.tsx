import type { PropsWithChildren } from 'hono/jsx';

/** A message to be read before the rest of the page. */
export const Note = ({
  tone = 'plain',
  children,
}: PropsWithChildren<{ tone?: 'plain' | 'good' | 'bad' }>) => (
  <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
);
