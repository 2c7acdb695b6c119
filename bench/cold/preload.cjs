/*
 * Loaded before Lambda's runtime client: it tells how much processor time and memory this process has used when it is asked,
 * and stands in for the client's part in C++ by which Lambda itself hands over answers. That one is not built here.
 */
const Module = require('node:module');
const { request } = require('node:http');

process.on('message', () => process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
process.channel.unref();

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const post = (path, body) => {
  const call = request(
    { hostname, port, method: 'POST', path: `/2018-06-01/runtime/invocation/${path}` },
    (answer) => answer.resume(),
  );
  call.end(body);
};
Module._extensions['.node'] = (module) => {
  module.exports = {
    done: (id, body) => post(`${id}/response`, body),
    error: (id, body) => post(`${id}/error`, body),
  };
};
