import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Integration } from '../../lib/domain/integrations/integration.ts';
import { resolveIntegration } from '../../lib/domain/integrations/resolve.ts';
import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { send } from '../gateway/gateway.ts';
import { bodyOf } from '../gateway/http-server.ts';
import { gatewayAnswer } from '../gateway/result.ts';
import { PagerdutyService } from './pagerduty.ts';
import { slackRules } from './slack.ts';
import { type Posted, type Rules, StandIn } from './stand-in.ts';
import { teamsRules } from './teams.ts';
import { webhookRules } from './webhook.ts';

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

const mark = (text: string, encoding: 'hex' | 'base64'): string =>
  createHash('sha256').update(`stand-in ${text}`).digest(encoding);

/** Stand-ins for all integrations of an `oncall.yml`, behind one address. None of the real secrets is looked up. */
export class StandIns {
  readonly all: ReadonlyMap<string, StandIn>;
  readonly services = new Map<string, PagerdutyService>();
  readonly integrations: Integration[];
  readonly #url: string;
  readonly #now: () => Date;

  /** `now` is ours in simulated time. */
  constructor(url: string, configured: OncallConfig['integrations'], now: () => Date = () => new Date()) {
    this.#url = url;
    this.#now = now;
    this.integrations = configured.map((entry) =>
      Integration.parse(resolveIntegration(entry, (field) => this.#valueOf(entry.name, field))),
    );
    this.all = new Map(
      this.integrations.map((one) => [one.name, new StandIn(one.name, one.kind, this.#rulesOf(one))]),
    );
  }

  /** Where PagerDuty is to be reached: an event says by its key for which service it is. */
  get pagerdutyUrl(): string {
    return `${this.#url}/pagerduty`;
  }

  /** Everything that was posted, newest first. */
  newest(): Posted[] {
    return [...this.all.values()]
      .flatMap(({ posted }) => posted)
      .toSorted((one, other) => (one.at < other.at ? 1 : -1));
  }

  named(name: string): StandIn {
    const found = this.all.get(name);
    if (!found) throw new Error(`no integration is called ${name}`);
    return found;
  }

  readonly listener: RequestListener = async (request, response) => {
    const body = await bodyOf(request, BODY_LIMIT_BYTES);
    const text = body?.toString('utf8') ?? '';
    const name = decodeURIComponent((request.url ?? '').slice(1));
    const standIn = name === 'pagerduty' ? this.#pagerdutyFor(text) : this.all.get(name);
    if (!standIn || request.method !== 'POST' || !body)
      return send(response, gatewayAnswer(404, 'no_service'));
    const headers = Object.fromEntries(
      Object.entries(request.headersDistinct).map(([header, values = []]) => [header, values.join(', ')]),
    );
    const answer = standIn.answer({ headers, body }, this.#now());
    if (answer === 'hang') return;
    if (answer === 'lose') return void response.destroy();
    send(response, answer);
  };

  #valueOf(name: string, field: string): string {
    if (field === 'secret') return `whsec_${mark(name, 'base64')}`;
    if (field === 'routingKey') return mark(name, 'hex').slice(0, 32);
    return field === 'webhookSecret' ? mark(`${name} webhook`, 'hex') : `${this.#url}/${name}`;
  }

  #rulesOf(integration: Integration): Rules {
    switch (integration.kind) {
      case 'slack':
        return slackRules();
      case 'teams':
        return teamsRules();
      case 'webhook':
        return webhookRules(integration.secret);
      case 'pagerduty': {
        const service = new PagerdutyService(integration.routingKey);
        this.services.set(integration.name, service);
        return service.rules;
      }
      default:
        return integration satisfies never;
    }
  }

  /** An event with a key of nobody is for the first of them, which refuses it. */
  #pagerdutyFor(body: string): StandIn | undefined {
    const all = this.integrations.filter((one) => one.kind === 'pagerduty');
    const meant = all.find(({ routingKey }) => body.includes(routingKey)) ?? all[0];
    return meant && this.all.get(meant.name);
  }
}
