/*
 * Shifts the clock of this process by CLOCK_OFFSET_HOURS, so that tests can be run at another hour of the day:
 * NODE_OPTIONS="--require ./tests/setup/clock-offset.cjs" CLOCK_OFFSET_HOURS=5 npm test
 */
const offset = Number(process.env.CLOCK_OFFSET_HOURS ?? 0) * 3_600_000;
if (offset !== 0) {
  const RealDate = Date;
  const now = () => RealDate.now() + offset;
  class ShiftedDate extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }
    static now = now;
  }
  Object.defineProperty(ShiftedDate, 'name', { value: 'Date' });
  globalThis.Date = ShiftedDate;
}
