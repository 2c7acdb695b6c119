type Environment = Readonly<Record<string, string | undefined>>;

/** The credentials that Lambda puts into a function's environment: those of its role, for one session. */
export const environmentCredentials = (environment: Environment) => {
  const variable = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`environment: ${name} is not set`);
    return value;
  };
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return {
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
  };
};
