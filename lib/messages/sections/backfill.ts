export { backfillOf, fetchAgain, windowReason } from '../../domain/incidents/backfill.ts';
