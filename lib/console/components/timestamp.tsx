import { formatByZone } from '../../domain/oncall/time-format.ts';
import { clockTime, duration, localTime, MINUTE_MS, utcTime } from '../../messages/text/time.ts';
import type { View } from '../view/view.ts';

/** "18 min ago", "in 4 min", "just now" */
export const relative = (at: number, now: number): string => {
  const away = Math.abs(now - at);
  if (away < MINUTE_MS) return 'just now';
  return at < now ? `${duration(away)} ago` : `in ${duration(away)}`;
};

/** A time in the team's zone with its offset; UTC on hover. */
export const At = ({ at, view }: { at: string; view: View }) => {
  const ms = Date.parse(at);
  return (
    <time datetime={new Date(ms).toISOString()} title={utcTime(ms)}>
      {localTime(ms, view.oncall.timeZone)}
    </time>
  );
};

/** The same for many rows: the day only where it is not today, the zone only where the clocks have changed; the foot of the page names it. */
export const Clock = ({ at, view }: { at: string; view: View }) => {
  const ms = Date.parse(at);
  return (
    <time datetime={new Date(ms).toISOString()} title={utcTime(ms)}>
      {clockTime(ms, view.now, view.oncall.timeZone)}
    </time>
  );
};

/** The same, followed by how long ago it was. */
export const When = ({ at, view }: { at: string; view: View }) => (
  <>
    <At at={at} view={view} />, {relative(Date.parse(at), view.now)}
  </>
);

/** Only how long ago, for lists; the time is in its title. */
export const Ago = ({ at, view }: { at: string; view: View }) => (
  <time datetime={at} title={localTime(Date.parse(at), view.oncall.timeZone)}>
    {relative(Date.parse(at), view.now)}
  </time>
);

const secondOf = formatByZone({ hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "19:42:07": to the second, of what was a moment ago. */
export const Second = ({ at, view }: { at: number; view: View }) => (
  <time datetime={new Date(at).toISOString()} title={utcTime(at)}>
    {secondOf(view.oncall.timeZone).format(at)}
  </time>
);
