/** How much a test tries: little while somebody waits for it, more in CI (`CI=true npm test`). */
export const thorough = <Value>(whileSomebodyWaits: Value, inCi: Value): Value =>
  process.env['CI'] ? inCi : whileSomebodyWaits;
