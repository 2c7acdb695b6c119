import fc from 'fast-check';

/**
 * Nothing is red by chance: property tests draw the same cases at every run, and the product the same chance
 * (setup/draws.ts). `SEED=N npm test` draws others, as CI does with a fresh seed; what fails says its seed.
 */
fc.configureGlobal({ seed: Number(process.env['SEED']) });
