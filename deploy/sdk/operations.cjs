const { NormalizedSchema } = require('@smithy/core/schema');
const { jsonOperation } = require('./json-operation.cjs');
const { queryOperation } = require('./query-operation.cjs');

/*
 * Which commands the bundles know. Their schemas are read at bundling and not at run time: what a command sends and gets must be
 * what our protocols write and read. Whatever else is in one fails the build, as does a command that is not listed here.
 */
const COMMANDS = {
  'client-cloudwatch': { operation: jsonOperation, names: ['GetMetricData'] },
  'client-dynamodb': {
    operation: jsonOperation,
    names: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'TransactWriteItems', 'UpdateItem'],
  },
  'client-sns': {
    operation: queryOperation,
    names: ['GetSubscriptionAttributes', 'ListSubscriptionsByTopic', 'Publish'],
  },
};

/** In place of a service's schemas: its operations. */
exports.operationsOf = (client) => {
  const whole = require(`@aws-sdk/${client}`);
  const { operation, names } = COMMANDS[client];
  return names.map((name) => operation(name, whole[`${name}$`])).join('\n');
};

/** The commands that a bundle may have, in place of the client's list of all. */
exports.commandsOf = (client) =>
  COMMANDS[client].names.map((name) => `export * from "./${name}Command";`).join('\n');

/** What the SDK calls an error of which code: `InvalidParameterException` is `InvalidParameter` in SNS's answer. */
exports.errorNamesOf = (client) =>
  Object.fromEntries(
    Object.entries(require(`@aws-sdk/${client}`))
      .filter(([name, schema]) => name.endsWith('$') && schema[0] === -3)
      .flatMap(([, schema]) => {
        const [code] = NormalizedSchema.of(schema).getMergedTraits().awsQueryError ?? [];
        return code === undefined ? [] : [[code, schema[2]]];
      }),
  );
