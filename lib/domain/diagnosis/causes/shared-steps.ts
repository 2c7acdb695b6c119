/** The steps that several causes have, or that are also said without one. */
export const BLOCKED =
  'look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.';
export const SEE_FOR_YOURSELF = 'See for yourself what the server answers (000: nothing; below 500: up):';
export const ROLL_BACK = 'If anything was deployed or changed shortly before, roll it back.';
