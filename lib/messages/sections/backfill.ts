export { backfill, backfillOf, windowReason } from '../../domain/incidents/backfill.ts';
