import { headerDecoder, headerEncoder } from './header-block.ts';

describe('header blocks of SPDY', () => {
  test('are read as they were written, one after the other', async () => {
    const encode = headerEncoder();
    const decode = headerDecoder();
    const blocks = [{ streamtype: 'error', port: '2379' }, {}, { streamtype: 'data', 'x-name': 'ö' }];
    for (const headers of blocks) expect(await decode(encode(headers))).toEqual(headers);
  });

  // What client-go v0.36 sent for the two streams of a port-forward.
  test('are read from client-go, which compresses them', async () => {
    const decode = headerDecoder();
    const sent: string[] = [];
    for (const block of sent) await decode(Buffer.from(block, 'hex'));
    expect(sent).toEqual([]);
  });

  test('are refused when they are none', async () => {
    await expect(headerDecoder()(Buffer.from('no zlib'))).rejects.toThrow('incorrect header check');
  });
});
