export { firstSteps } from '../../domain/incidents/first-steps.ts';
