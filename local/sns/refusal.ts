/** An error of SNS, by its own code and message. */
export class SnsError extends Error {
  override name = 'Refusal' as const;
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The error that SNS gives for nearly everything. */
export const invalid = (what: string): SnsError =>
  new SnsError('InvalidParameter', `Invalid parameter: ${what}`);
