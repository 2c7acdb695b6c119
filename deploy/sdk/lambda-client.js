import { AwsSdkSigV4Signer } from '@aws-sdk/core/httpAuthSchemes';
import { getHttpSigningPlugin } from '@smithy/core';
import { Sha256 } from '@smithy/core/checksum';
import { Client, NoOpLogger } from '@smithy/core/client';
import { getContentLengthPlugin } from '@smithy/core/protocols';
import { getRetryPlugin, resolveRetryConfig } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import { calculateBodyLength } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { environmentCredentials } from './environment-credentials.ts';
import { endpointOf, regionOf } from './regional-endpoint.ts';

/*
 * The SDK's client for a function on Lambda, assembled from the SDK's own parts: its commands, middleware, retries, signer
 * and HTTP handler. Left out is what reads configuration that a function does not have (profiles, instance metadata, SSO),
 * what chooses among endpoints and ways to sign that our services do not have, and what only counts the SDK's own use. That is
 * two thirds of the code that a cold start would have to load.
 */

const SIGNER = new AwsSdkSigV4Signer();

/** A client class for one service, of which the two stand-ins for the SDK's client classes say what distinguishes it. */
export const clientOf = ({ serviceId, signingName, protocol }) =>
  class extends Client {
    constructor(configuration) {
      const region = regionOf(process.env);
      const credentials = async () => environmentCredentials(process.env);
      super({
        ...configuration,
        serviceId,
        protocol,
        apiVersion: '',
        endpointUrl: new URL(endpointOf(signingName, serviceId, process.env)),
        region: async () => region,
        bodyLengthChecker: calculateBodyLength,
        extensions: [],
        logger: new NoOpLogger(),
        runtime: 'node',
        sha256: Sha256,
        requestHandler: NodeHttpHandler.create(configuration.requestHandler),
        credentials,
        signingName,
        systemClockOffset: 0,
        disableClockSkewCorrection: async () => false,
        signer: async () =>
          new SignatureV4({ credentials, region, service: signingName, sha256: Sha256, uriEscapePath: true }),
      });
      resolveRetryConfig(this.config);
      for (const plugin of [
        getSchemaSerdePlugin,
        getRetryPlugin,
        getContentLengthPlugin,
        getHttpSigningPlugin,
      ])
        this.middlewareStack.use(plugin(this.config));
      this.middlewareStack.add(hostHeader, { name: 'hostHeaderMiddleware', step: 'build', priority: 'low' });
    }
  };

/** In place of the rules for endpoints and for ways to sign: one address, one signature. */
export const getEndpointPlugin = (config) => ({
  applyToStack: (stack) => {
    stack.addRelativeTo(
      (next, context) => (args) => {
        context.endpointV2 = { url: config.endpointUrl };
        context.__smithy_context.selectedHttpAuthScheme = {
          httpAuthOption: {
            schemeId: 'aws.auth#sigv4',
            signingProperties: { config, context, signingName: config.signingName },
          },
          signer: SIGNER,
        };
        return next(args);
      },
      {
        name: 'endpointV2Middleware',
        relation: 'before',
        toMiddleware: 'serializerMiddleware',
        override: true,
      },
    );
  },
});

const hostHeader = (next) => (args) => {
  const { request } = args;
  request.headers.host ??= request.hostname + (request.port ? `:${request.port}` : '');
  return next(args);
};
