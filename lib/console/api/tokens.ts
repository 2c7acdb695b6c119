import { endApiToken, listApiTokens, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import type { ApiTokenShape } from '../../domain/api/schemas.ts';
import { programName } from '../../domain/incidents/actor.ts';
import { inZone } from '../../domain/oncall/instant.ts';
import { type ApiToken, isTokenId, UNNAMED } from '../../domain/security/api-token.ts';
import { clean } from '../../domain/security/plain-text.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { rememberedName } from '../request/remembered-name.ts';

/** A token as the API shows it: never its secret or the hash. */
const tokenShape = (token: ApiToken, { env }: Ctx): ApiTokenShape =>
  inZone(fieldsOf(token), env.run.oncall.timeZone);

const fieldsOf = (token: ApiToken): ApiTokenShape => ({
  id: token.id,
  name: token.label,
  scope: token.scope,
  ...(token.person !== undefined && { person: token.person }),
  createdBy: clean(token.createdBy),
  createdAt: token.createdAt,
  until: token.until,
  ...(token.lastUsedAt !== undefined && { lastUsedAt: token.lastUsedAt }),
  ...(token.endedAt !== undefined && { endedAt: token.endedAt }),
  ...(token.endedBy !== undefined && { endedBy: clean(token.endedBy) }),
});

/** All tokens, including those that ended recently. */
export const showTokens = async (context: Ctx) =>
  context.json({
    items: (await listApiTokens(context.env.run.store)).map((one) => tokenShape(one, context)),
  });

/** Ends a token at once; ending it again changes nothing. */
export const endToken = async (context: Ctx) => {
  const { run } = context.env;
  const id = context.req.param('tokenId') ?? '';
  if (!isTokenId(id)) return problemAnswer(context, 404, NO_SUCH);
  const actor = endedBy(context);
  if (await endApiToken(run.store, id, actor, run.now()))
    run.log.info('an API token was ended', { id, actor });
  const token = await readApiToken(run.store, id);
  return token ? context.json(tokenShape(token, context)) : problemAnswer(context, 404, NO_SUCH);
};

const NO_SUCH = 'there is no such token';

const endedBy = (context: Ctx): string => {
  const program = context.get('program');
  return program === undefined ? rememberedName(context) || UNNAMED : programName(program, program);
};
