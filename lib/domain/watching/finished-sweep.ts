/** What a sweep left, as far as a heartbeat depends on it. */
export type SweepResult = {
  failedParts: readonly string[];
  oldestPendingAgeS: number;
  oldestDueAlertAgeS: number;
};

/** Later than this the promise of five minutes is about to be broken, whatever the sweep says of itself. */
const LATE_S = 180;

/** Why a sweep did not do its work; nothing if it did. A heartbeat says more than that something runs. */
export const unfinishedIn = ({
  failedParts,
  oldestPendingAgeS,
  oldestDueAlertAgeS,
}: SweepResult): string[] => [
  ...failedParts.map((part) => `${part} failed`),
  ...(oldestPendingAgeS > LATE_S ? [`a notification has waited ${oldestPendingAgeS} s to be grouped`] : []),
  ...(oldestDueAlertAgeS > LATE_S ? [`an alert has been due for ${oldestDueAlertAgeS} s`] : []),
];

const MINUTE_MS = 60_000;
/** Sweeps take more time or less, so that those of two minutes may end within half a minute, or in one and the same. */
const SLACK_MS = MINUTE_MS / 2;

/** Whether it is time for a heartbeat: so long after the last that was taken, and at once where none was. */
export const isHeartbeatDue = (now: number, everyMinutes: number, takenAt: number | undefined): boolean =>
  takenAt === undefined || now - takenAt >= everyMinutes * MINUTE_MS - SLACK_MS;
