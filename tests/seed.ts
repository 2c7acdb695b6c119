import * as fc from 'fast-check';

/**
 * Property tests draw the same cases at every run, so that nothing is red by chance; `SEED=N npm test` draws others, as
 * CI does once with a fresh seed. fast-check prints the seed of whatever fails.
 */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_126) });
