import { nameOfDay } from '../../../lib/domain/oncall/time-of-day.ts';
import { oncallFileOf } from '../stack.ts';

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Sara and Omar take turns of a week, days away from their hand-over now; Huda stands behind them, and has no telephone. */
export const teamFile = (now: number = Date.now()): string => {
  const from = dayOf(now - (70 - 3) * DAY_MS);
  return oncallFileOf(`
timeZone: Asia/Riyadh
people:
  sara: { email: sara@shop.test, sms: "+966500000001" }
  omar: { email: omar@shop.test, sms: "+966500000002", language: ar }
  huda: { email: huda@shop.test }
levels:
  - rotation: { people: [sara, omar], every: week, on: ${nameOfDay(from)}, at: "09:00", from: ${from} }
  - afterMinutes: 15
    people: [huda]
`);
};
