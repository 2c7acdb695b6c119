import * as z from 'zod';

/**
 * The name that an SMS shows as its sender, in countries that know such names. SNS refuses another form.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
export const SenderId = z
  .string({ error: 'expected a name in quotes, such as "FLAVOURS"' })
  .regex(
    /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/,
    'expected 1 to 11 letters and digits, with at least one letter',
  );
