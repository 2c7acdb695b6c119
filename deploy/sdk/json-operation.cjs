const { NormalizedSchema } = require('@smithy/core/schema');
const { traitsOf } = require('./traits.cjs');

/** Of the kinds of smithy: text, number, and true or false, which are in JSON what they are in JavaScript. */
const isPlain = (schema) => schema.isStringSchema() || schema.isNumericSchema() || schema.isBooleanSchema();

const valueSchemasOf = (schema) => {
  if (schema.isStructSchema()) return [...schema.structIterator()];
  if (schema.isListSchema()) return [['member', schema.getValueSchema()]];
  return schema.isMapSchema() ? [['value', schema.getValueSchema()]] : [];
};

/** Throws if a schema has something that is not sent as JSON has it. `accepted` are the exceptions that the protocol knows. */
const checkJson = (schema, path, accepted, above = []) => {
  const name = schema.getName(true);
  if (schema.isStructSchema() && above.includes(name)) return;
  const traits = traitsOf(schema);
  if (accepted(schema, path, traits)) return;
  const inner = valueSchemasOf(schema);
  if (traits.length > 0 || !(isPlain(schema) || inner.length > 0 || schema.isUnitSchema()))
    throw new Error(
      `${path} (${name} ${traits}) is nothing that deploy/sdk/json-protocol.ts can send or read`,
    );
  for (const [key, one] of inner) checkJson(one, `${path}.${key}`, accepted, [...above, name]);
};

const isBytesOfAttribute = (schema, path) =>
  schema.isBlobSchema() && schema.getSchema() === 21 && /\.(?:B|BS\.member)$/.test(path);
const isToken = (_, path, traits) => traits.join() === 'idempotencyToken' && path.split('.').length === 3;

/** An operation as text: its name, and the member that the client fills in where the caller does not, so that a retry is known. */
exports.jsonOperation = (name, [, , , traits, input, output]) => {
  if (traits !== 0) throw new Error(`${name} has traits that deploy/sdk/json-protocol.ts does not know`);
  const [sent, got] = [input, output].map((one) => NormalizedSchema.of(one));
  checkJson(sent, `${name}.input`, (...one) => isBytesOfAttribute(...one) || isToken(...one));
  checkJson(got, `${name}.output`, isBytesOfAttribute);
  const token = [...sent.structIterator()].find(([, member]) => member.isIdempotencyToken())?.[0];
  return `export const ${name}$ = [9, "", "${name}", 0, ${JSON.stringify({ token })}];`;
};
