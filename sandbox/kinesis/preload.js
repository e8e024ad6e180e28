'use strict';

// Loaded by node (-r) before kinesis-local. It adds three things the emulator has no setting for:
// every listener is confined to the loopback address, each port is announced in the log (so that
// the sandbox may ask for port 0, which no other process can take first), and the process ends when
// its standard input does, that is, when the process that started it is gone, however it died.

const net = require('net');

const LOOPBACK = '127.0.0.1';
const GRACE_MILLIS = 5000;
const LAST_TIMER_MILLIS = 200;

// Both listeners are plain TCP servers to node; the port asked for is what tells them apart. The
// TLS port is only such a mark (the sandbox speaks plain HTTP): any free port is bound instead.
const TLS_PORT = Number(process.env.KINESIS_MOCK_TLS_PORT);

const listen = net.Server.prototype.listen;
// kinesis-local replaces process.exit by a polite one.
const exit = process.exit.bind(process);

net.Server.prototype.listen = function (...args) {
  const callback = args.find((arg) => typeof arg === 'function');
  const options = { ...requested(args), host: LOOPBACK };
  const protocol = Number(options.port) === TLS_PORT ? 'https' : 'http';
  if (protocol === 'https') {
    options.port = 0;
  }
  this.once('listening', () => {
    console.log(`${protocol} listening on ${LOOPBACK}:${this.address().port}`);
  });
  return listen.call(this, options, callback);
};

/** The port and options asked for, whichever of the forms of listen() was used. */
function requested([first, second]) {
  if (first !== null && typeof first === 'object' && 'port' in first) {
    return first;
  }
  if (Number.isInteger(Number(first))) {
    return { port: Number(first), backlog: Number.isInteger(second) ? second : undefined };
  }
  throw new Error('the sandbox confines listeners to loopback ports; refused: ' + String(first));
}

let ending = false;

/**
 * Ends politely, so that data is persisted, but not later than the grace period. kinesis-local
 * would first wait half a minute for its clients to close their connections: a timer that is set
 * from now on is a short one.
 */
function end() {
  if (ending) {
    return;
  }
  ending = true;
  const { setTimeout } = globalThis;
  setTimeout(() => exit(0), GRACE_MILLIS);
  globalThis.setTimeout = (action, millis, ...rest) =>
    setTimeout(action, Math.min(millis, LAST_TIMER_MILLIS), ...rest);
  process.kill(process.pid, 'SIGTERM');
}

// A terminal's Ctrl-C reaches this process as well as its parent.
process.on('SIGINT', end);
process.on('SIGTERM', end);
process.stdin.on('end', end);
process.stdin.on('close', end);
process.stdin.on('error', end);
process.stdin.resume();
