import { expect, test } from '@jest/globals';
import { uncheckedBecause } from '../../../../lib/domain/doctor/refusal.ts';

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test.each([
  [
    'the right that AWS names',
    named(
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/a is not authorized to perform: lambda:GetAccountSettings on resource: * because no identity-based policy allows it',
    ),
    'Not checked: needs permission lambda:GetAccountSettings',
    'Allow lambda:GetAccountSettings, and run it again.',
  ],
  [
    'the rights of the check where AWS names none',
    named('AuthorizationError', 'Access denied'),
    'Not checked: needs a permission that is missing',
    'Allow lambda:GetAccountSettings, and run it again.',
  ],
  [
    'any other error in its own words',
    named('ThrottlingException', 'Rate exceeded'),
    'Not checked: ThrottlingException: Rate exceeded',
    'Run it again.',
  ],
])('a check that could not be made names %s', (_, error, what, mend) => {
  expect(uncheckedBecause('quotas', error)).toMatchObject({ severity: 'unchecked', what, mend });
});
