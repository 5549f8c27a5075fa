'use strict';

// Calls the office over SIP; if nobody is there, a mobile phone.
const http = require('http');
const url = require('url');

const port = process.env.PORT || 3000;
const SIP_URI = 'sip:office@sip.example.com';
const MOBILE = '447700900001';
const FAILED = ['timeout', 'failed', 'unanswered', 'busy', 'rejected'];

// conversations that were sent to the mobile phone already
const failedOver = new Set();

function connect(req, from, timeout, endpoint) {
  return [{
    action: 'connect',
    from: from,
    timeout: String(timeout),
    eventType: 'synchronous',
    eventUrl: [`http://${req.headers.host}/webhooks/event`],
    endpoint: [endpoint],
  }];
}

function onInboundCall(req, res, query) {
  send(res, connect(req, query.from, 5, { type: 'sip', uri: SIP_URI }));
}

function onEvent(req, res, body) {
  if (FAILED.includes(body.status) && !failedOver.has(body.conversation_uuid)) {
    failedOver.add(body.conversation_uuid);
    return send(res, connect(req, body.from, 60, { type: 'phone', number: MOBILE }));
  }
  res.writeHead(204).end();
}

function send(res, ncco) {
  res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(ncco));
}

const server = http.createServer((req, res) => {
  const { pathname, query } = url.parse(req.url, true);
  let data = '';
  req.on('data', (chunk) => { data += chunk; });
  req.on('end', () => {
    if (req.method === 'GET' && pathname === '/webhooks/answer') return onInboundCall(req, res, query);
    if (req.method === 'POST' && pathname === '/webhooks/event') return onEvent(req, res, JSON.parse(data));
    res.writeHead(404, { 'Content-Type': 'text/html' }).end(`Cannot ${req.method} ${pathname}`);
  });
});

server.listen(port, '127.0.0.1', () => console.log(`Server listening on port ${port}`));
