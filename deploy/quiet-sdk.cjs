// Deployed functions run on Node 24: what the SDK says about the Node of this machine helps nobody who deploys.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
