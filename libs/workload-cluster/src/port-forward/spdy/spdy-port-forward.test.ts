import { duplexPair, type Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

import { forwardOverSpdy, servePortForwards } from './spdy-port-forward.ts';

/** Both ends of a port-forward, and what the serving one was asked to connect to. */
function portForward(listen: (tunnel: Duplex) => void, listening = 2379): { near: Duplex; asked: readonly number[] } {
  const [here, there] = duplexPair();
  const asked: number[] = [];
  servePortForwards(there, (port, tunnel) => {
    asked.push(port);
    if (port !== listening) return false;
    listen(tunnel);
    return true;
  });
  return { near: forwardOverSpdy(here, 2379), asked };
}

describe('port-forward over SPDY', () => {
  test('takes bytes to the port and back', async () => {
    const { near, asked } = portForward((tunnel) => tunnel.pipe(tunnel));
    near.end('hello');
    expect(await text(near)).toBe('hello');
    expect(asked).toEqual([2379]);
  });

  test('lets either side end first', async () => {
    const { near } = portForward((tunnel) => {
      tunnel.on('end', () => tunnel.end('after all'));
      tunnel.resume();
    });
    near.end();
    expect(await text(near)).toBe('after all');
  });

  test('holds back a sender whom nobody reads', async () => {
    const megabytes = Buffer.alloc(4 * 1024 * 1024, 'x');
    const { near } = portForward((tunnel) => tunnel.end(megabytes));
    near.end();
    expect(await text(near)).toHaveLength(megabytes.length);
  });

  test('says that nobody listens', async () => {
    const { near } = portForward(() => undefined, 80);
    await expect(text(near)).rejects.toThrow(/nobody listens on port 2379|broke the stream off/);
  });

  test('ends with its connection', async () => {
    const { near } = portForward((tunnel) => tunnel.destroy());
    await expect(text(near)).rejects.toThrow('the other end broke the stream off');
  });
});
