/** Traits that say something of a value, and nothing of how it is sent. */
const SILENT_TRAITS = ['sensitive'];

/** The traits that change how a value is sent or read. */
exports.traitsOf = (schema) =>
  Object.keys(schema.getMergedTraits()).filter((trait) => !SILENT_TRAITS.includes(trait));
