import fc from 'fast-check';

import { demultiplexer, type OutputStream } from './demultiplex.ts';
import { jsonLines } from './json-lines.ts';
import { tailOf } from './tail.ts';

const frame = (stream: OutputStream, text: string): Buffer => {
  const content = Buffer.from(text);
  const head = Buffer.from([stream === 'stdout' ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
};

/** Cuts bytes wherever. */
const inPieces = (bytes: Buffer, lengths: readonly number[]): readonly Buffer[] => {
  const pieces: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
};

const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
const frames = fc.array(fc.record({ stream: fc.constantFrom<OutputStream>('stdout', 'stderr'), text: fc.string({ unit: 'grapheme' }) }));

describe('output of a program', () => {
  test('comes apart the same whatever pieces it comes in', () => {
    fc.assert(
      fc.property(frames, cuts, (sent, lengths) => {
        const got = { stdout: tailOf(1 << 20), stderr: tailOf(1 << 20) };
        const taking = demultiplexer((stream, bytes) => got[stream].add(bytes));
        for (const piece of inPieces(Buffer.concat(sent.map(({ stream, text }) => frame(stream, text))), lengths)) taking.write(piece);
        const wanted = (stream: OutputStream): string => sent.map((each) => (each.stream === stream ? each.text : '')).join('');
        expect(taking.complete).toBe(true);
        expect([got.stdout.text(), got.stderr.text()]).toEqual([wanted('stdout'), wanted('stderr')]);
      }),
    );
  });

  test('is not complete in the middle of a frame or of its head', () => {
    const whole = frame('stdout', 'hello');
    for (let length = 1; length < whole.length; length += 1) {
      const taking = demultiplexer(() => undefined);
      taking.write(whole.subarray(0, length));
      expect(taking.complete).toBe(false);
    }
  });
});

describe('end of an output', () => {
  test('has the last bytes, from the first whole character on', () => {
    const tail = tailOf(5);
    for (const text of ['abc', 'dé', 'f', 'gh', 'ï', 'jk']) tail.add(Buffer.from(text));
    expect(tail.text()).toBe('hïjk');
    tail.add(Buffer.from('€€'));
    expect(tail.text()).toBe('€');
  });
});

describe('lines of JSON', () => {
  test('come apart the same whatever pieces they come in', async () => {
    const property = fc.asyncProperty(fc.array(fc.json({ stringUnit: 'grapheme' })), cuts, async (values, lengths) => {
      const text = values.map((value) => `${value}\r\n`).join('\n');
      const got: unknown[] = [];
      const stream = (async function* pieces() {
        yield* inPieces(Buffer.from(text), lengths);
      })();
      for await (const value of jsonLines(stream)) got.push(value);
      expect(got).toEqual(values.map((value) => JSON.parse(value) as unknown));
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
