import { headerDecoder, headerEncoder } from './header-block.ts';

describe('header blocks of SPDY', () => {
  test('are read as they were written, one after the other', async () => {
    const encode = headerEncoder();
    const decode = headerDecoder();
    const blocks = [{ streamtype: 'error', port: '2379' }, {}, { streamtype: 'data', 'x-name': 'ö' }];
    for (const headers of blocks) expect(await decode(encode(headers))).toEqual(headers);
  });

  test('are read from client-go, which compresses them with the dictionary', async () => {
    const decode = headerDecoder();
    expect(
      await decode(
        Buffer.from('78f9e3c6a7c202253a060606ce2248fc6482d22da30138e59514a526e6420b17d65450d0430aea2250a266b23000000000ffff', 'hex'),
      ),
    ).toEqual({
      streamtype: 'error',
      port: '80',
      requestid: '0',
    });
    expect(await decode(Buffer.from('826a4555082a851231d4a1190f000000ffff', 'hex'))).toEqual({
      streamtype: 'data',
      port: '80',
      requestid: '0',
    });
  });

  test('end with an empty block, upon which the decoder of client-go hands them out', () => {
    expect(headerEncoder()({}).toString('hex')).toBe('7801' + '000400fbff' + '00000000' + '000000ffff');
  });

  test('are refused when they are none', async () => {
    await expect(headerDecoder()(Buffer.from('no zlib'))).rejects.toThrow('incorrect header check');
  });
});
