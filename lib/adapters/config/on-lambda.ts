/** Whether this is a function on Lambda, and not `npm start` or a test. Lambda sets the variable and lets nobody else do so. */
export const isOnLambda = (): boolean => process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;
