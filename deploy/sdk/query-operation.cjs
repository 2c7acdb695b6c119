const { NormalizedSchema } = require('@smithy/core/schema');
const { traitsOf } = require('./traits.cjs');

/** A schema as query-values.ts takes it. Throws for what a form or its answer could not have. */
const queryShape = (schema, path, isSent, nameTraits = []) => {
  const traits = traitsOf(schema);
  const inner = (one, key, ...names) => queryShape(one, `${path}.${key}`, isSent, names);
  if (traits.every((trait) => nameTraits.includes(trait))) {
    if (schema.isStringSchema()) return 0;
    if (schema.isBlobSchema() && isSent) return 1; // SNS's binary attributes, of which we have none
    if (schema.isListSchema()) return [inner(schema.getValueSchema(), 'member')];
    if (schema.isMapSchema()) {
      const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
      const [keyName = 'key', valueName = 'value'] = [key, value].map((one) => one.getMergedTraits().xmlName);
      return [keyName, valueName, inner(value, 'value', 'xmlName')];
    }
    if (schema.isStructSchema() && !schema.isUnionSchema())
      return Object.fromEntries([...schema.structIterator()].map(([key, one]) => [key, inner(one, key)]));
  }
  throw new Error(
    `${path} (${schema.getName(true)} ${traits}) is nothing that deploy/sdk/query-protocol.ts can send or read`,
  );
};

exports.queryOperation = (name, [, , , traits, input, output]) => {
  if (traits !== 0) throw new Error(`${name} has traits that deploy/sdk/query-protocol.ts does not know`);
  const sent = queryShape(NormalizedSchema.of(input), `${name}.input`, true);
  const got = queryShape(NormalizedSchema.of(output), `${name}.output`, false);
  return `export const ${name}$ = [9, "", "${name}", 0, ${JSON.stringify(sent)}, ${JSON.stringify(got)}];`;
};
