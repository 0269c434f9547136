import { createInflate } from 'node:zlib';

/** Names in lower case. */
export type StreamHeaders = Readonly<Record<string, string>>;

/**
 * What both ends have seen before the first header block, so that the usual headers of its time need no bytes. The client of Kubernetes
 * compresses with it.
 * @see SPDY/3.1, 2.6.10.1
 */
const dictionary = Buffer.concat([
  ...(
    'options,head,post,put,delete,trace,accept,accept-charset,accept-encoding,accept-language,accept-ranges,age,allow,authorization,' +
    'cache-control,connection,content-base,content-encoding,content-language,content-length,content-location,content-md5,content-range,' +
    'content-type,date,etag,expect,expires,from,host,if-match,if-modified-since,if-none-match,if-range,if-unmodified-since,' +
    'last-modified,location,max-forwards,pragma,proxy-authenticate,proxy-authorization,range,referer,retry-after,server,te,trailer,' +
    'transfer-encoding,upgrade,user-agent,vary,via,warning,www-authenticate,method,get,status,200 OK,version,HTTP/1.1,url,public,' +
    'set-cookie,keep-alive,origin'
  )
    .split(',')
    .map(sized),
  Buffer.from(
    '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information' +
      '204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error' +
      '501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, ' +
      'Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,' +
      'publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.',
  ),
]);

const longestBlock = 64 * 1024;

/**
 * Header blocks of one direction of a connection, which are one zlib stream. Stored, not compressed: a port-forward has two of them, and
 * every decoder takes either.
 */
export function headerEncoder(): (headers: StreamHeaders) => Buffer {
  let started = false;
  return (headers) => {
    const entries = Object.entries(headers);
    const block = Buffer.concat([number(entries.length), ...entries.flatMap(([name, value]) => [sized(name), sized(value)])]);
    const length = Buffer.alloc(5);
    length.writeUInt16LE(block.length, 1);
    length.writeUInt16LE(~block.length & 0xffff, 3);
    const start = started ? [] : [zlibHeader];
    started = true;
    return Buffer.concat([...start, length, block, flush]);
  };
}

const zlibHeader = Buffer.of(0x78, 0x01);
/** An empty block: upon it, and not before, a decoder hands out what it has. */
const flush = Buffer.of(0, 0, 0, 0xff, 0xff);

/** The other direction. Blocks are to be decoded in the order in which they came, all of them. Rejects on what is no header block. */
export function headerDecoder(): (block: Buffer) => Promise<StreamHeaders> {
  const inflate = createInflate({ dictionary });
  let inflated: Buffer[] = [];
  inflate.on('data', (chunk: Buffer) => inflated.push(chunk));
  return async (block) => {
    inflated = [];
    await new Promise<void>((resolve, reject) => {
      inflate.once('error', reject);
      inflate.write(block, () => {
        inflate.off('error', reject);
        resolve();
      });
    });
    const bytes = Buffer.concat(inflated);
    if (bytes.length > longestBlock) throw new Error('a header block of SPDY is too long');
    return parse(bytes);
  };
}

function parse(bytes: Buffer): StreamHeaders {
  const headers: Record<string, string> = {};
  let at = 4;
  const next = (): string => {
    const length = bytes.readUInt32BE(at);
    if (length > bytes.length - at - 4) throw new Error('a header block of SPDY is cut short');
    at += 4 + length;
    return bytes.toString('utf8', at - length, at);
  };
  for (let left = bytes.readUInt32BE(0); left > 0; left -= 1) {
    const name = next();
    headers[name.toLowerCase()] = next();
  }
  return headers;
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
