import { createHash } from 'node:crypto';

/** What a deploy would do to one resource. */
export type Change = {
  action: string;
  id: string;
  type: string;
  /** As CloudFormation says it: True, Conditional or False; nothing where the resource is new or removed. */
  replacement?: string | undefined;
  /** The properties that change, never their values: these may be secrets. */
  properties: readonly string[];
};

/** Whose replacement or removal loses what nobody can bring back: data, secrets, confirmed subscriptions, the address. */
const IRREPLACEABLE = [
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::ApiGatewayV2::Api',
  'AWS::KMS::Key',
];

export const isDangerous = ({ action, type, replacement }: Change): boolean =>
  IRREPLACEABLE.includes(type) &&
  (action === 'Remove' || replacement === 'True' || replacement === 'Conditional');

const verb = ({ action, replacement }: Change): string => {
  if (action !== 'Modify') return action.toLowerCase();
  if (replacement === 'True') return 'REPLACE';
  return replacement === 'Conditional' ? 'modify, perhaps REPLACE' : 'modify';
};

/** What is the same as long as the same would happen, whatever the package is called. */
export const digestOf = (changes: readonly Change[]): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(changes)))
    .digest('hex')
    .slice(0, 16);

const sorted = (changes: readonly Change[]) =>
  changes
    .map(({ action, id, type, replacement = '', properties }) => [
      action,
      id,
      type,
      replacement,
      properties.toSorted().join(' '),
    ])
    .toSorted((one, other) => one.join(' ').localeCompare(other.join(' ')));

/** The changes as a table in Markdown, the dangerous ones first: a terminal and GitHub's summary show it alike. */
export const tableOf = (changes: readonly Change[]): string => {
  if (changes.length === 0) return 'Nothing changes.';
  const rows = changes
    .toSorted(
      (one, other) => Number(isDangerous(other)) - Number(isDangerous(one)) || one.id.localeCompare(other.id),
    )
    .map((change) => {
      const what = `${isDangerous(change) ? '**!** ' : ''}${verb(change)}`;
      return `| ${what} | ${change.id} | ${change.type} | ${change.properties.toSorted().join(', ')} |`;
    });
  return ['| what | resource | type | properties |', '|---|---|---|---|', ...rows].join('\n');
};
