import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import { MachineAlert } from '../../lib/messages/formats/machine-json.ts';
import { isJson, jsonAnswer, type Rules } from './stand-in.ts';

/** A receiver of Standard Webhooks: the library checks signature and time, our schema the machine form. */
export const webhookRules =
  (secret: string): Rules =>
  (posting) => {
    const text = posting.body.toString('utf8');
    try {
      new Webhook(secret).verify(text, posting.headers);
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return jsonAnswer(401, { error: error.message });
    }
    const alert = MachineAlert.safeParse(parsedJson(text)?.value);
    return isJson(posting) && alert.success
      ? jsonAnswer(204, {})
      : jsonAnswer(400, { error: alert.error?.message });
  };
