import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { awsOf, forgetRegion, knownRegion, rememberRegion } from '../../../deploy/region.ts';

let directory: string;
const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CONFIG_FILE', 'AWS_PROFILE'];
const before = variables.map((name) => [name, process.env[name]] as const);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'region-'));
  for (const name of variables) delete process.env[name];
  process.env['AWS_CONFIG_FILE'] = join(directory, 'config');
});
afterEach(() => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rmSync(directory, { recursive: true });
});

const known = (asked?: string, environment: Record<string, string> = {}) =>
  knownRegion('prod', asked, { environment, directory });

test('what was asked for, then where the stage was deployed, then the environment', async () => {
  const both = { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-1' };
  expect(await known(undefined, { AWS_DEFAULT_REGION: 'us-west-1' })).toBe('us-west-1');
  expect(await known(undefined, both)).toBe('us-west-2');
  rememberRegion('prod', 'me-south-1', directory);
  rememberRegion('dev', 'eu-west-1', directory);
  expect(await known(undefined, both)).toBe('me-south-1');
  expect(await known('eu-central-1', both)).toBe('eu-central-1');
});

test('a removed stage is forgotten, the others are not', async () => {
  rememberRegion('prod', 'me-south-1', directory);
  rememberRegion('dev', 'eu-west-1', directory);
  forgetRegion('prod', directory);
  forgetRegion('never-deployed', directory);
  expect(JSON.parse(readFileSync(join(directory, '.stages.json'), 'utf8'))).toEqual({
    dev: { region: 'eu-west-1' },
  });
});

test('the profile names one too, as for every tool of AWS', async () => {
  writeFileSync(join(directory, 'config'), '[default]\nregion = ap-south-1\n');
  expect(await known()).toBe('ap-south-1');
});

test('without any, it is said what is missing, and nothing is guessed', async () => {
  expect(await known()).toBeUndefined();
  await expect(awsOf('a-stage-of-no-clone').region()).rejects.toThrow(
    /^no AWS region for stage a-stage-of-no-clone: .* add --region, such as --region eu-central-1$/,
  );
  expect(await awsOf('a-stage-of-no-clone', 'eu-south-1').region()).toBe('eu-south-1');
});

test.each(['{', '{"prod":"me-south-1"}', '[]x'])('a damaged file is named: %s', async (text) => {
  writeFileSync(join(directory, '.stages.json'), text);
  await expect(known()).rejects.toThrow(`${join(directory, '.stages.json')}: it is damaged; delete it`);
  expect(await known('eu-south-1')).toBe('eu-south-1');
});
