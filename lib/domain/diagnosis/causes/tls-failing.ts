import type { CauseDefinition } from './definition.ts';

/** What TLS ends with instead of a connection. */
export const TLS_FAILING = {
  'tls-expired': {
    errorNames: ['CERT_HAS_EXPIRED', 'SSL_CERT_EXPIRED'],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: "Flavours says that the server's TLS certificate has expired.",
    short: 'TLS certificate expired',
    firstCheck: 'When does the certificate that the server presents end?',
    steps: ({ certificate }) => [
      { text: 'See the certificate that is served; notAfter is its end:', ...certificate },
      { text: 'Renew it and reload every server or load balancer that presents it.' },
      { text: 'Find out why the automatic renewal did not run.' },
    ],
  },
  'tls-name': {
    curl: [51],
    errorNames: ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that the TLS certificate is for another host name.',
    short: 'TLS certificate for wrong name',
    firstCheck: 'Is the host name among the names in the certificate?',
    steps: ({ certificate }) => [
      { text: 'See for which names the certificate is that is served:', ...certificate },
      { text: 'Serve the right certificate for this host (virtual host, SNI), or issue one that names it.' },
    ],
  },
  'tls-untrusted': {
    curl: [83],
    errorNames: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
      'SSL_ERROR_CA_UNKNOWN',
    ],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence:
      'Flavours says that it does not trust the TLS certificate: self-signed, or part of its chain is missing.',
    fact: 'The TLS certificate is not trusted: it is self-signed, or part of its chain is missing.',
    short: 'TLS certificate not trusted',
    firstCheck: 'Does the server send the intermediate certificate? A browser may hide that it does not.',
    steps: ({ certificate }) => [
      { text: 'See who issued the certificate that is served:', ...certificate },
      { text: 'Configure the full chain (often called fullchain.pem), then reload the server.' },
      { text: 'If it is self-signed, replace it by one of a public authority.' },
    ],
  },
  'tls-certificate': {
    curl: [60, 90, 91],
    errorNames: [
      'CERT_NOT_YET_VALID',
      'CERT_REVOKED',
      'CERT_REJECTED',
      'CERT_SIGNATURE_FAILURE',
      'CERTIFICATE_VERIFY_FAILED',
    ],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that it does not accept the TLS certificate.',
    fact: 'The TLS certificate is not accepted.',
    short: 'TLS certificate not accepted',
    firstCheck: 'Look at the end, the names and the issuer of the certificate.',
    steps: ({ certificate }) => [
      { text: 'See its end, names and issuer:', ...certificate },
      { text: 'Renew it if it has expired; reissue it if the host name is missing; serve the full chain.' },
    ],
  },
  tls: {
    curl: [35, 59, 80],
    errorNames: [
      'EPROTO',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_UNSUPPORTED_PROTOCOL',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'PROTOCOL_ERROR',
    ],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that no secure connection could be agreed with the server.',
    short: 'TLS handshake fails',
    firstCheck: 'Does this port speak TLS 1.2 or later, or plain HTTP?',
    steps: ({ certificate, http }) => [
      { text: 'See whether the server presents a certificate at all:', ...certificate },
      { text: 'Allow TLS 1.2 and 1.3 with common ciphers; see that no plain HTTP is served on this port.' },
      { text: 'Then see that it answers:', ...http },
    ],
  },
} as const satisfies Record<string, CauseDefinition>;
