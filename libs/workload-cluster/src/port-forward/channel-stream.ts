import { Duplex } from 'node:stream';

import type { WebSocket } from 'ws';

/** WebSocket subprotocol of the API server for streams with numbered channels; port-forwards have two channels a port. */
export const channelProtocol = 'v4.channel.k8s.io';

const dataChannel = 0;
const errorChannel = 1;

/**
 * One forwarded port as a byte stream over a WebSocket. Every message starts with a channel number; the serving side first sends
 * the port number (two bytes, little endian) on both channels, then data. What arrives on the error channel ends the stream with it.
 * @param side who this end is: only the server announces ports
 */
export function channelStream(
  socket: WebSocket,
  side: { readonly role: 'client' } | { readonly role: 'server'; readonly port: number },
): Duplex {
  const announced = new Set<number>();
  const stream = new Duplex({
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => socket.send(Buffer.concat([Buffer.of(dataChannel), chunk]), done),
    final(done) {
      // The protocol has no half-close: who has nothing more to say hangs up.
      socket.close(1000);
      done();
    },
    destroy(error, done) {
      socket.terminate();
      done(error);
    },
  });
  if (side.role === 'server') {
    for (const channel of [dataChannel, errorChannel]) {
      const announcement = Buffer.of(channel, 0, 0);
      announcement.writeUInt16LE(side.port, 1);
      socket.send(announcement);
    }
  }
  socket.on('message', (raw: Buffer) => {
    const channel = raw[0] ?? dataChannel;
    const payload = raw.subarray(1);
    if (side.role === 'client' && !announced.has(channel)) {
      announced.add(channel);
      return;
    }
    if (channel === errorChannel) {
      if (payload.length > 0) stream.destroy(new Error(`the port-forward failed: ${payload.toString('utf8').trim()}`));
      return;
    }
    if (payload.length > 0 && !stream.push(payload)) socket.pause();
  });
  socket.on('error', (error) => stream.destroy(error));
  socket.on('close', () => {
    if (stream.destroyed) return;
    stream.push(null);
    stream.end();
  });
  return stream;
}
