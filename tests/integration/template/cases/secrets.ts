import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ofType, type Packaged, short } from '../packaged.ts';
import { allowedIn } from '../roles.ts';
import { dev, prod, SECRETS } from '../stages.ts';

/* Where secrets are, and where they are not. */

test('no secret is in the template: functions get them by reference, and nobody else does', () => {
  const secrets = Object.values(ofType(dev, 'AWS::SecretsManager::Secret'));
  expect(secrets.map(({ Properties }) => Object.keys(Properties).sort())).toEqual([
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
  ]);
  const references = [...dev.text.matchAll(/\{\{resolve:[^}]*\}[^}]*\}\}/g)].map(([reference]) => reference);
  expect(references).toEqual([
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // receive and deliveries
    `{{resolve:secretsmanager:\${WebhookSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`, // dispatch, sweep and check
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`, // console
    `{{resolve:secretsmanager:\${LinkSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // shows the URLs to give to Flavours
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`, // api
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // posts test alerts
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // posts to its own
  ]);
  expect(JSON.stringify(dev.template.Outputs)).not.toMatch(/secret|token/i);
});

test("the secrets of the team's tools are in the variables of one function, and nowhere else", () => {
  const variablesOf = (stage: Packaged): [string, string][] =>
    Object.entries(ofType(stage, 'AWS::Lambda::Function')).map(([name, { Properties }]) => [
      name,
      JSON.stringify(Properties['Environment']),
    ]);
  for (const secret of Object.values(SECRETS)) {
    const has = variablesOf(prod).filter(([, text]) => text.includes(secret));
    expect(has.map(([name]) => name)).toEqual(['IntegrateLambdaFunction']);
    expect(prod.text.split(secret)).toHaveLength(2);
    const shipped = Object.values(prod.zips).flatMap((files) => Object.values(files));
    expect(shipped.filter((text) => text.includes(secret))).toEqual([]);
  }
});

test('the environment of each function is under a key of the stack, which its role may use', () => {
  for (const stack of [dev, prod]) {
    const allowed = allowedIn(stack);
    for (const [name, { Properties }] of Object.entries(ofType(stack, 'AWS::Lambda::Function'))) {
      expect([name, Properties['KmsKeyArn']]).toEqual([name, { 'Fn::GetAtt': ['EnvironmentKey', 'Arn'] }]);
      const role = short(z.json().parse(Properties['Role'])).replace('.Arn', '');
      expect([role, allowed[role]?.['EnvironmentKey.Arn']]).toEqual([role, ['kms:Decrypt']]);
    }
  }
});
