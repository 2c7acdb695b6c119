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

/** In seconds: what AWS JSON has where no trait says otherwise. */
const isDate = (schema, _, traits) => schema.getSchema() === 4 && traits.length === 0;

/** An operation as text: its name, the token that is filled in so that a repetition is known, and the members that are dates. */
exports.jsonOperation = (name, [, , , traits, input, output]) => {
  if (traits !== 0) throw new Error(`${name} has traits that deploy/sdk/json-protocol.ts does not know`);
  const token = [];
  const dates = [];
  const [sent, got] = [input, output].map((one) => NormalizedSchema.of(one));
  checkJson(sent, `${name}.input`, (schema, path, found) => {
    if (isBytesOfAttribute(schema, path)) return true;
    const members = isToken(schema, path, found) ? token : isDate(schema, path, found) && dates;
    return members && members.push(path.split('.').at(-1)) > 0;
  });
  checkJson(
    got,
    `${name}.output`,
    (schema, path, found) =>
      isBytesOfAttribute(schema, path) ||
      // query-compatible.ts reads them, for CloudWatch
      (isDate(schema, path, found) &&
        path === 'GetMetricData.output.MetricDataResults.member.Timestamps.member'),
  );
  return `export const ${name}$ = [9, "", "${name}", 0, ${JSON.stringify({
    token: token[0],
    ...(dates.length > 0 && { dates }),
  })}];`;
};
