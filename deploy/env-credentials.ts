const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`environment: ${name} is not set`);
  return value;
};

/** Stands in for `@aws-sdk/credential-provider-node` in the bundles: on Lambda the credentials are in the environment. */
export const defaultProvider = () => async () => ({
  accessKeyId: variable('AWS_ACCESS_KEY_ID'),
  secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
  ...(process.env['AWS_SESSION_TOKEN'] !== undefined && { sessionToken: process.env['AWS_SESSION_TOKEN'] }),
});
