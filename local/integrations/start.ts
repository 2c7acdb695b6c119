import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { listen } from '../gateway/http-server.ts';
import type { Cleanup } from '../support/cleanup.ts';
import { realIntegrations } from './local-integrations.ts';
import { StandIns } from './stand-ins.ts';

type Options = {
  integrateWith?: 'stand-ins' | 'real';
  oncallFile: string;
  environment: Readonly<Record<string, string | undefined>>;
};

/** The team's tools as the function is given them: stand-ins behind a port of their own, or the real ones. */
export const startIntegrations = async (
  { integrateWith = 'stand-ins', oncallFile, environment }: Options,
  { integrations: configured }: OncallConfig,
  cleanup: Cleanup,
) => {
  if (integrateWith === 'real' || configured.length === 0) {
    const integrations = realIntegrations(configured, environment, oncallFile);
    return { standIns: new StandIns('http://127.0.0.1:9', []), integrations, pagerdutyUrl: undefined };
  }
  let listener: StandIns['listener'] = (_, response) => response.writeHead(503).end();
  const server = await listen((request, response) => listener(request, response), 0);
  cleanup.add(() => server.close());
  const standIns = new StandIns(server.url, configured);
  listener = standIns.listener;
  return { standIns, integrations: standIns.integrations, pagerdutyUrl: standIns.pagerdutyUrl };
};
