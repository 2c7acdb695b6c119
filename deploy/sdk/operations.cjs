const { NormalizedSchema } = require('@smithy/core/schema');

/*
 * Which commands the bundles know. Their schemas are read at bundling and not at run time: what a command sends and gets must be
 * what json-protocol.ts writes and reads without a schema. Whatever else is in one fails the build.
 */

/** Of the kinds of smithy: text, number, and true or false, which are in JSON what they are in JavaScript. */
const isPlain = (schema) => schema.isStringSchema() || schema.isNumericSchema() || schema.isBooleanSchema();

/** Traits that say something of a value, and nothing of how it is sent. */
const SILENT_TRAITS = ['sensitive'];

const valueSchemasOf = (schema) => {
  if (schema.isStructSchema()) return [...schema.structIterator()];
  if (schema.isListSchema()) return [['member', schema.getValueSchema()]];
  return schema.isMapSchema() ? [['value', schema.getValueSchema()]] : [];
};

/** Throws if a schema has something that is not sent as JSON has it. `accepted` are the exceptions that the protocol knows. */
const checkJson = (schema, path, accepted, above = []) => {
  const name = schema.getName(true);
  if (schema.isStructSchema() && above.includes(name)) return;
  const traits = Object.keys(schema.getMergedTraits()).filter((trait) => !SILENT_TRAITS.includes(trait));
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
const jsonOperation = (name, [, , , traits, input, output]) => {
  if (traits !== 0) throw new Error(`${name} has traits that deploy/sdk/json-protocol.ts does not know`);
  const [sent, got] = [input, output].map((one) => NormalizedSchema.of(one));
  checkJson(sent, `${name}.input`, (...one) => isBytesOfAttribute(...one) || isToken(...one));
  checkJson(got, `${name}.output`, isBytesOfAttribute);
  const token = [...sent.structIterator()].find(([, member]) => member.isIdempotencyToken())?.[0];
  return `export const ${name}$ = [9, "", "${name}", 0, ${JSON.stringify({ token })}];`;
};

const COMMANDS = {
  'client-dynamodb': [
    'BatchGetItem',
    'GetItem',
    'PutItem',
    'Query',
    'Scan',
    'TransactWriteItems',
    'UpdateItem',
  ],
};

/** In place of a service's schemas: its operations. */
exports.operationsOf = (client) => {
  const whole = require(`@aws-sdk/${client}`);
  return COMMANDS[client].map((name) => jsonOperation(name, whole[`${name}$`])).join('\n');
};

/** The commands that a bundle may have, in place of the client's list of all. */
exports.commandsOf = (client) =>
  COMMANDS[client].map((name) => `export * from "./${name}Command";`).join('\n');
