const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { blank } = require('../blank.cjs');
const { commandsOf, errorNamesOf, operationsOf } = require('./operations.cjs');

const MODULES = join(__dirname, '../../node_modules');
const OURS = JSON.stringify(join(__dirname, 'lambda-client.js'));
const JSON_PROTOCOL = JSON.stringify(join(__dirname, 'json-protocol.ts'));
const JSON_ERRORS = JSON.stringify(join(__dirname, 'json-errors.ts'));
const QUERY_COMPATIBLE = JSON.stringify(join(__dirname, 'query-compatible.ts'));
const QUERY_PROTOCOL = JSON.stringify(join(__dirname, 'query-protocol.ts'));

/** A class or function that no function of ours reaches; whoever does hears of it. */
const absent = (kind, ...names) =>
  names
    .map((name) => {
      const refusal = `throw new Error("${name} is left out of this bundle: deploy/sdk/stand-ins.cjs")`;
      return kind === 'class'
        ? `export class ${name} { constructor() { ${refusal}; } }`
        : `export const ${name} = () => { ${refusal}; };`;
    })
    .join('\n');

const client = (name, settings) => `
import { clientOf } from ${OURS};
${settings}
export class ${name} extends clientOf(SERVICE) {}
`;

/** Those errors of DynamoDB that are more than a name, a status and what DynamoDB says with them. */
const DYNAMODB_ERRORS = [
  'ConditionalCheckFailedException',
  'ReplicatedWriteConflictException',
  'TransactionCanceledException',
];

/** Takes out all other classes. Whoever imports one of those hears of it from esbuild. */
const onlyClasses = (names) => (source) =>
  source.replace(/^export class (\w+) [\s\S]*?^}\n/gm, (text, name) =>
    names.includes(name) ? text : blank(text),
  );

/** What a client exports, without enumerations, pages and waiters, which are made of commands that the bundles do not have. */
const indexOf = (service) => `
export * from "./${service}Client";
export * from "./commands";
export * from "./models/errors";
export { ${service}ServiceException } from "./models/${service}ServiceException";`;

/** Takes pieces out of a file, of which each must be there. */
const cut = (source, ...pieces) =>
  pieces.reduce((left, piece) => {
    if (!piece.test(left)) throw new Error(`${piece} is not where it was; see deploy/sdk/stand-ins.cjs`);
    return left.replace(piece, blank);
  }, source);

/** Takes methods out of a class, each with its text from its name to its closing brace. */
const without =
  (...names) =>
  (source) =>
    cut(
      source,
      ...names.map(
        (name) => new RegExp(`^ {4}(?:async )?${name}\\(.*\\) \\{\\n(?:(?! {4}\\}).*\\n)* {4}\\}\\n`, 'm'),
      ),
    );

/** What stands in for which file of the SDK in the bundles: text, or a function of the file's own text. */
const STAND_INS = {
  '@aws-sdk/client-dynamodb/dist-es/DynamoDBClient.js': client(
    'DynamoDBClient',
    `import { awsJson } from ${JSON_PROTOCOL};
import { jsonErrors } from ${JSON_ERRORS};
import { ${DYNAMODB_ERRORS} } from './models/errors';
import { DynamoDBServiceException } from './models/DynamoDBServiceException';
const SERVICE = {
  serviceId: 'DynamoDB',
  signingName: 'dynamodb',
  protocol: awsJson({
    target: 'DynamoDB_20120810',
    errorOf: jsonErrors(DynamoDBServiceException, { ${DYNAMODB_ERRORS} }),
  }),
};`,
  ),
  '@aws-sdk/client-dynamodb/dist-es/index.js': indexOf('DynamoDB'),
  '@aws-sdk/client-dynamodb/dist-es/commands/index.js': commandsOf('client-dynamodb'),
  '@aws-sdk/client-dynamodb/dist-es/models/errors.js': onlyClasses(DYNAMODB_ERRORS),
  '@aws-sdk/client-dynamodb/dist-es/commandBuilder.js': (source) =>
    source
      .replace('from "@smithy/core/endpoints"', `from ${OURS}`)
      .replace(/^import \{ commonParams \}.*$/m, 'const commonParams = {};'),
  '@aws-sdk/client-dynamodb/dist-es/schemas/schemas_0.js': operationsOf('client-dynamodb'),
  '@aws-sdk/client-sns/dist-es/SNSClient.js': client(
    'SNSClient',
    `import { awsQuery } from ${QUERY_PROTOCOL};
import { SNSServiceException } from './models/SNSServiceException';
const SERVICE = {
  serviceId: 'SNS',
  signingName: 'sns',
  protocol: awsQuery({
    version: '2010-03-31',
    base: SNSServiceException,
    names: ${JSON.stringify(errorNamesOf('client-sns'))},
  }),
};`,
  ),
  '@aws-sdk/client-sns/dist-es/index.js': indexOf('SNS'),
  '@aws-sdk/client-sns/dist-es/commands/index.js': commandsOf('client-sns'),
  '@aws-sdk/client-sns/dist-es/models/errors.js': onlyClasses([]),
  '@aws-sdk/client-sns/dist-es/schemas/schemas_0.js': operationsOf('client-sns'),
  '@aws-sdk/client-sns/dist-es/commandBuilder.js': (source) =>
    source
      .replace('from "@smithy/core/endpoints"', `from ${OURS}`)
      .replace(/^import \{ commonParams \}.*$/m, 'const commonParams = {};'),
  '@aws-sdk/client-cloudwatch/dist-es/CloudWatchClient.js': client(
    'CloudWatchClient',
    `import { awsJson } from ${JSON_PROTOCOL};
import { COMPATIBLE, compatibleErrors, readFigures } from ${QUERY_COMPATIBLE};
import { CloudWatchServiceException } from './models/CloudWatchServiceException';
const SERVICE = {
  serviceId: 'CloudWatch',
  signingName: 'monitoring',
  protocol: awsJson({
    target: 'GraniteServiceVersion20100801',
    headers: COMPATIBLE,
    errorOf: compatibleErrors(CloudWatchServiceException, ${JSON.stringify(errorNamesOf('client-cloudwatch'))}),
    read: readFigures,
  }),
};`,
  ),
  '@aws-sdk/client-cloudwatch/dist-es/index.js': indexOf('CloudWatch'),
  '@aws-sdk/client-cloudwatch/dist-es/commands/index.js': commandsOf('client-cloudwatch'),
  '@aws-sdk/client-cloudwatch/dist-es/models/errors.js': onlyClasses([]),
  '@aws-sdk/client-cloudwatch/dist-es/schemas/schemas_0.js': operationsOf('client-cloudwatch'),
  // No request of ours is large enough to be compressed.
  '@aws-sdk/client-cloudwatch/dist-es/commandBuilder.js': (source) =>
    source
      .replace('from "@smithy/core/endpoints"', `from ${OURS}`)
      .replace(/^import \{ getCompressionPlugin \}.*$/m, '')
      .replace(/^import \{ commonParams \}.*$/m, 'const commonParams = {};')
      .replace(/^export const _mw1 = [\s\S]*?^\];$/m, 'export const _mw1 = _mw0;'),
  // Without schemas nobody asks whether a command streams events, or what in a call a log may not show.
  '@smithy/core/dist-es/submodules/client/smithy-client/command.js': (source) =>
    cut(
      source,
      /^import \{ NormalizedSchema \}.*$/m,
      /^ {8}let isEventStream;\n[\s\S]*?(?=^ {8}return stack)/m,
    ),
  '@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter.js': absent(
    'function',
    'schemaLogFilter',
  ),
  // Steps are taken out by name, and nobody asks for a list of them.
  '@smithy/core/dist-es/submodules/client/middleware-stack/MiddlewareStack.js': (source) =>
    cut(
      source,
      /^ {4}const removeByReference = [\s\S]*?^ {4}\};\n/m,
      /^ {12}else \{\n {16}return removeByReference\(toRemove\);\n {12}\}\n/m,
      /^ {8}removeByTag: [\s\S]*?^ {8}\},\n/m,
      /^ {8}identify: [\s\S]*?^ {8}\},\n/m,
      /^ {12}if \(identifyOnResolve\) \{[\s\S]*?^ {12}\}\n/m,
    ),
  // Node has these three in C++.
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js': absent('class', 'Sha256Js'),
  '@smithy/core/dist-es/submodules/checksum/crc32/Crc32Js.js': absent('class', 'Crc32Js'),
  '@smithy/core/dist-es/submodules/serde/uuid/v4.js':
    'export const bindV4 = () => () => crypto.randomUUID();',
  // Numbers are numbers: nobody asks for these in their place.
  '@aws-sdk/util-dynamodb/dist-es/NumberValue.js': absent('class', 'NumberValue'),
  // Nothing of ours is a stream of events. Reached by import(), it would have esbuild wrap half of the core to be run later, all of it.
  '@smithy/core/dist-es/submodules/event-streams/index.js': absent('class', 'EventStreamSerde'),
  // No stream of events is signed.
  '@smithy/signature-v4/dist-es/HeaderFormatter.js': 'export class HeaderFormatter {}',
  '@smithy/signature-v4/dist-es/SignatureV4.js': without('presign', 'signEvent', 'signMessage', 'signString'),
  // The one date that is read is that of Retry-After.
  '@smithy/core/dist-es/submodules/serde/date-utils.js': `
    export const parseRfc7231DateTime = (text) => new Date(text);
    ${absent('function', 'dateToUtcString', 'parseEpochTimestamp', 'parseRfc3339DateTime', 'parseRfc3339DateTimeWithOffset')}`,
  // One address and one way to sign: lambda-client.js.
  '@aws-sdk/core/dist-es/submodules/httpAuthSchemes/index.js':
    "export { AwsSdkSigV4Signer } from './aws_sdk/AwsSdkSigV4Signer';",
  '@smithy/core/dist-es/submodules/endpoints/index.js':
    'export { toEndpointV1 } from "@smithy/core/transport";',
  '@aws-sdk/core/dist-es/submodules/client/index.js': 'export {};',
  '@smithy/core/dist-es/submodules/config/index.js': 'export {};',
  // Our clients retry in the standard way.
  '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js': absent(
    'class',
    'AdaptiveRetryStrategy',
  ),
};

/** It asks more services than two, once a day: a cold start of half a second more is nothing there. */
const NEEDS_WHOLE_SDK = /(?:^|[\\/])handlers[\\/]doctor\.ts$/;

/** esbuild says only that the client has no such export, and the client seems to have it. */
const UNKNOWN = /^No matching export in ".*@aws-sdk\/client-/;
const explain = ({ errors }) =>
  errors.some(({ text }) => UNKNOWN.test(text))
    ? {
        errors: [
          { text: 'a bundle has the commands in deploy/sdk/operations.cjs, and few classes of errors' },
        ],
      }
    : undefined;

/** Puts the stand-ins into a bundle, unless it needs the SDK as it is. Fails if the SDK no longer has a file that one stands in for. */
exports.standIns = {
  name: 'stand-ins for what a function never runs',
  setup(build) {
    if (NEEDS_WHOLE_SDK.test(String(build.initialOptions.entryPoints?.[0]))) return;
    build.onEnd(explain);
    for (const [file, standIn] of Object.entries(STAND_INS)) {
      const path = join(MODULES, file);
      if (!existsSync(path)) throw new Error(`${path}: the SDK has changed; see deploy/sdk/stand-ins.cjs`);
      const filter = new RegExp(`${file.replace(/[.+]/g, '\\$&')}$`);
      build.onLoad({ filter }, ({ path: loaded }) => {
        const contents = typeof standIn === 'string' ? standIn : standIn(readFileSync(loaded, 'utf8'));
        return { contents, resolveDir: dirname(loaded), loader: 'js' };
      });
    }
  },
};
