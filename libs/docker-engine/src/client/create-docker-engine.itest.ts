import { Readable, type Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { systemClock } from '@capi/controller-runtime';
import { instant, milliseconds, minutes, OperationError, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';
import { pack } from 'tar-stream';

import type { ContainerEvent, DockerEngine } from '../docker-engine.ts';
import { engineRefusal } from '../refusal.ts';
import { createDockerEngine } from './create-docker-engine.ts';
import { byteServer, type Asked, type ByteServerAnswers } from './testing/byte-server.ts';

const { signal } = new AbortController();
const clock = systemClock();

/** Runs a client against an engine that answers so. */
async function against<T>(
  answers: ByteServerAnswers,
  work: (engine: DockerEngine, server: Awaited<ReturnType<typeof byteServer>>) => Promise<T>,
  time = clock,
): Promise<T> {
  const server = await byteServer(answers);
  try {
    return await work(createDockerEngine({ environment: { DOCKER_HOST: server.address }, clock: time }), server);
  } finally {
    await server.close();
  }
}

const status =
  (code: number, body: string, type = 'application/json') =>
  ({ response }: Asked): void => {
    response.writeHead(code, { 'Content-Type': type }).end(body);
  };
const json = (response: Asked['response'], value: unknown): void => void response.end(JSON.stringify(value));

/** What an error says, is, and whether it may pass. */
const failure = async (call: Promise<unknown>): Promise<{ refusal?: string | undefined; retry?: string; message: string }> => {
  try {
    await call;
    return { message: 'none' };
  } catch (error) {
    if (!(error instanceof OperationError)) return { message: String(error) };
    return { refusal: engineRefusal(error), retry: error.retry, message: error.message };
  }
};

const frame = (stream: 1 | 2, text: string): Buffer => {
  const content = Buffer.from(text);
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
};

/** One byte at a time, each in a turn of its own. */
async function drip(socket: Duplex, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    socket.write(Buffer.from([byte]));
    // oxlint-disable-next-line no-restricted-globals -- lets the byte go before the next one comes
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A program that is started, and has ended as these inspections say. */
const program = (upgrade: (socket: Duplex) => void, ...inspections: readonly unknown[]): ByteServerAnswers => {
  const left = [...inspections];
  return {
    upgrade,
    answer: ({ line, response }) => json(response, line.startsWith('GET') ? (left.length > 1 ? left.shift() : left[0]) : { Id: 'e1' }),
  };
};
const ended = { Running: false, ExitCode: 0 };

describe('requests to an engine', () => {
  test('say what is wanted in its own words', async () => {
    const asked: { line: string; body: string }[] = [];
    const answer = ({ line, body, response }: Asked): void => {
      asked.push({ line: decodeURIComponent(line), body });
      json(response, { Id: 'c1' });
    };
    await against({ answer }, async (engine) => {
      await engine.create(
        {
          name: 'demo-cp',
          hostname: 'demo-cp',
          image: 'kindest/node:v1',
          labels: { a: 'b' },
          tty: true,
          environment: { KUBECONFIG: '/etc/kubernetes/admin.conf' },
          privileged: true,
          securityOptions: ['seccomp=unconfined'],
          network: 'kind',
          ipv4: '10.9.0.3',
          tmpfs: { '/tmp': '', '/run': '' },
          volumes: ['/var'],
          mounts: [{ source: '/lib/modules', target: '/lib/modules', readOnly: true, options: ['Z'] }],
          devices: [{ path: '/dev/fuse', permissions: 'rwm' }],
          restartPolicy: { name: 'on-failure', retries: 1 },
          cgroupNamespace: 'private',
          sysctls: {},
          publish: { '6443/tcp': { address: '127.0.0.1', port: 0 } },
        },
        signal,
      );
      await engine.remove('demo-cp', signal);
      await engine.pull('haproxy', signal);
      await engine.network('a/../b', signal).catch(() => undefined);
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      Hostname: 'demo-cp',
      Image: 'kindest/node:v1',
      Tty: true,
      Labels: { a: 'b' },
      Env: ['KUBECONFIG=/etc/kubernetes/admin.conf'],
      ExposedPorts: { '6443/tcp': {} },
      HostConfig: {
        Privileged: true,
        SecurityOpt: ['seccomp=unconfined'],
        NetworkMode: 'kind',
        Tmpfs: { '/tmp': '', '/run': '' },
        Binds: ['/lib/modules:/lib/modules:ro,Z'],
        Mounts: [{ Type: 'volume', Target: '/var', VolumeOptions: { Labels: { a: 'b' } } }],
        Devices: [{ PathOnHost: '/dev/fuse', PathInContainer: '/dev/fuse', CgroupPermissions: 'rwm' }],
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 1 },
        Init: false,
        CgroupnsMode: 'private',
        PortBindings: { '6443/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] },
      },
      NetworkingConfig: { EndpointsConfig: { kind: { IPAMConfig: { IPv4Address: '10.9.0.3' } } } },
    });
    expect(asked.map(({ line }) => line)).toEqual([
      'POST /containers/create?name=demo-cp',
      'DELETE /containers/demo-cp?force=true&v=true',
      'POST /images/create?fromImage=haproxy&tag=latest',
      'GET /networks/a/../b',
    ]);
  });

  test('share connections', () =>
    against({ answer: status(200, '[]') }, async (engine, server) => {
      for (let turn = 0; turn < 20; turn += 1) await engine.list({}, signal);
      expect(server.connections()).toBe(1);
    }));

  test('end when they are aborted, and when an answer takes too long', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    await against({ answer: () => abort.abort(reason) }, async (engine) => {
      await expect(engine.list({}, abort.signal)).rejects.toBe(reason);
    });
    const time = virtualClock(instant(0));
    const answer = (): Promise<void> => time.advance(seconds(31));
    const late = await against({ answer }, (engine) => failure(engine.list({}, signal)), time);
    expect(late).toMatchObject({ refusal: 'unreachable', retry: 'transient' });
    expect(late.message).toContain('no answer within 30s');
  });
});

describe('refusal of an engine', () => {
  test.each<{ rule: string; code: number; body: string; type?: string; found: object }>([
    {
      rule: 'is told in its words',
      code: 500,
      body: '{"message":"something went wrong"}',
      found: { refusal: 'other', retry: 'transient', message: 'cannot start container demo: something went wrong' },
    },
    { rule: 'is final when the request is bad', code: 400, body: '{"message":"bad"}', found: { refusal: 'other', retry: 'terminal' } },
    {
      rule: 'is final when there is no container',
      code: 404,
      body: '{"message":"No such container: demo"}',
      found: { refusal: 'not-found', retry: 'terminal' },
    },
    {
      rule: 'has no page of a proxy in it',
      code: 502,
      body: '<html><body>Bad gateway</body></html>',
      type: 'text/html',
      found: { refusal: 'other', message: 'cannot start container demo: it answered with status 502 and no explanation' },
    },
    {
      rule: 'may be a full disk',
      code: 500,
      body: '{"message":"mkdir /var/lib/docker/x: no space left on device"}',
      found: { refusal: 'no-space', retry: 'transient', message: expect.stringContaining('docker system prune') as string },
    },
    {
      rule: 'may be an address in use',
      code: 403,
      body: '{"message":"Address already in use"}',
      found: { refusal: 'address-in-use', retry: 'transient' },
    },
    {
      rule: 'may be a port in use, which is no address',
      code: 500,
      body: '{"message":"driver failed programming external connectivity on endpoint demo: listen tcp4 127.0.0.1:1: bind: address already in use"}',
      found: { refusal: 'other', message: expect.stringContaining('another program of this host has the port') as string },
    },
  ])('$rule', async ({ code, body, type, found }) => {
    expect(await against({ answer: status(code, body, type) }, (engine) => failure(engine.start('demo', signal)))).toMatchObject(found);
  });

  test('is none for what is as it was asked for', () =>
    against({ answer: status(304, '') }, async (engine) => {
      await expect(engine.start('demo', signal)).resolves.toBeUndefined();
    }));

  test('is none for what is gone', () =>
    against({ answer: status(404, '{"message":"No such thing"}') }, async (engine) => {
      await expect(engine.remove('demo', signal)).resolves.toBeUndefined();
      await expect(engine.removeNetwork('kind', signal)).resolves.toBeUndefined();
      await expect(engine.inspect('demo', signal)).resolves.toBeUndefined();
      await expect(engine.image('x', signal)).resolves.toBeUndefined();
    }));

  test('is waited for where somebody else removes', () =>
    against(
      {
        answer: (asked) =>
          asked.line.startsWith('DELETE')
            ? status(409, '{"message":"removal of container demo is already in progress"}')(asked)
            : status(200, '{"StatusCode":0}')(asked),
      },
      async (engine, server) => {
        await engine.remove('demo', signal);
        expect(server.lines).toEqual(['DELETE /containers/demo?force=true&v=true', 'POST /containers/demo/wait?condition=removed']);
      },
    ));

  test.each<{ rule: string; host: string; message: RegExp }>([
    { rule: 'a socket that is not there', host: 'unix:///none/docker.sock', message: /there is no such socket; see whether it runs/ },
    {
      rule: 'a kind of address that is not known',
      host: 'ssh://engine',
      message: /cannot list containers: engines are not reached over ssh; forward/,
    },
  ])('is one for $rule', async ({ host, message }) => {
    const engine = createDockerEngine({ host, environment: {}, clock });
    expect((await failure(engine.list({}, signal))).message).toMatch(message);
  });

  test('is found in the lines of a pull', async () => {
    const lines = ['{"status":"Pulling"}', '{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}'];
    const found = await against({ answer: status(200, `${lines.join('\r\n')}\r\n`) }, (engine) => failure(engine.pull('x:1', signal)));
    expect(found).toMatchObject({ refusal: 'not-found', retry: 'terminal' });
    expect(found.message).toContain('cannot pull image x:1: manifest unknown; see whether the name is right');
    const broken = ({ response }: Asked): void => void response.write('{"status":"Pul', () => response.destroy());
    expect(await against({ answer: broken }, (engine) => failure(engine.pull('x:1', signal)))).toMatchObject({ refusal: 'unreachable' });
  });
});

describe('program in a container', () => {
  test('has output that comes in any pieces, and an exit code', async () => {
    const bytes = Buffer.concat([frame(1, 'grüß '), frame(2, '⚠'), frame(1, 'dich')]);
    const upgrade = (socket: Duplex): void => void drip(socket, bytes).then(() => socket.end());
    const pieces: string[] = [];
    const onOutput = (stream: string, piece: string): void => void pieces.push(`${stream} ${piece}`);
    const result = await against(program(upgrade, { Running: false, ExitCode: 3 }), (engine, server) =>
      engine.exec('demo', { command: ['x'], onOutput }, signal).then((run) => ({ run, lines: server.lines })),
    );
    expect(result.run).toEqual({ exitCode: 3, stdout: 'grüß dich', stderr: '⚠' });
    expect(pieces.join('')).toContain('stderr ⚠');
    expect(result.lines).toEqual(['POST /containers/demo/exec', 'upgrade /exec/e1/start', 'GET /exec/e1/json']);
  });

  test('gets its input, which ends, and may answer after that', async () => {
    const upgrade = (socket: Duplex): void => void buffer(socket).then((all) => socket.end(frame(1, `${all.length} bytes`)));
    const input = Readable.from(['ab', Buffer.alloc(200_000), 'c']);
    const result = await against(program(upgrade, ended), (engine) => engine.exec('demo', { command: ['x'], input }, signal));
    expect(result.stdout).toBe('200003 bytes');
  });

  test('has not ended before the engine has an exit code', async () => {
    const upgrade = (socket: Duplex): void => void socket.end();
    const answers = program(
      upgrade,
      { Running: true, ExitCode: null },
      { Running: false, ExitCode: null },
      { Running: false, ExitCode: 5 },
    );
    expect((await against(answers, (engine) => engine.exec('demo', { command: ['x'] }, signal))).exitCode).toBe(5);
    const time = virtualClock(instant(0));
    const never = against(
      program(upgrade, { Running: true, ExitCode: null }),
      (engine) => failure(engine.exec('demo', { command: ['x'] }, signal)),
      time,
    );
    let waiting = true;
    const found = never.finally(() => (waiting = false));
    while (waiting) await time.advance(seconds(1));
    expect(await found).toMatchObject({
      retry: 'transient',
      message: 'cannot run x in container demo: the engine does not tell its exit code',
    });
  });

  test('is over when the engine says so, though its output stays open, and though an engine that is busy does not always say', async () => {
    const time = virtualClock(instant(0));
    let looks = 0;
    const answer = ({ line, response }: Asked): void => {
      if (!line.startsWith('GET')) return json(response, { Id: 'e1' });
      looks += 1;
      if (looks === 1) return void response.writeHead(500).end('{"message":"busy"}');
      json(response, { Running: looks === 2, ExitCode: looks === 2 ? null : 0 });
    };
    const upgrade = (socket: Duplex): void => void socket.write(frame(1, 'said'));
    const run = against({ answer, upgrade }, (engine) => engine.exec('demo', { command: ['x'] }, signal), time);
    let waiting = true;
    const result = run.finally(() => (waiting = false));
    while (waiting) await time.advance(milliseconds(100));
    expect(await result).toEqual({ exitCode: 0, stdout: 'said', stderr: '' });
  });

  test('has not succeeded when its connection breaks', async () => {
    const upgrade = (socket: Duplex): void => void socket.write(frame(1, 'half of').subarray(0, 12), () => socket.destroy());
    const found = await against(program(upgrade, ended), (engine) => failure(engine.exec('demo', { command: ['x'] }, signal)));
    expect(found).toMatchObject({ refusal: expect.stringMatching(/unreachable|other/) as string, retry: 'transient' });
  });

  test('ends with its input when that fails', async () => {
    const failing = Readable.from(
      (async function* bytes() {
        yield 'some';
        throw new Error('the source broke');
      })(),
    );
    await against(
      program(() => undefined, ended),
      async (engine) => {
        await expect(engine.exec('demo', { command: ['x'], input: failing }, signal)).rejects.toThrow('the source broke');
      },
    );
  });

  test('is left when the caller leaves', async () => {
    const abort = new AbortController();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const upgrade = (socket: Duplex): void => {
      socket.on('close', () => resolve()).resume();
      abort.abort(new Error('enough'));
    };
    await against(program(upgrade, ended), async (engine) => {
      await expect(engine.exec('demo', { command: ['x'], input: 'y' }, abort.signal)).rejects.toThrow('enough');
      await closed;
    });
  });

  const endless = Readable.from(
    (function* bytes() {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  );
  test.each<{ rule: string; input?: Readable }>([
    { rule: 'that does not want the rest of its input', input: endless },
    { rule: 'that leaves its output to others' },
  ])('$rule is noticed to have ended', async ({ input }) => {
    const time = virtualClock(instant(0));
    const upgrade = (socket: Duplex): void => void socket.write(frame(2, 'no more'));
    const request = { command: ['x'], ...(input === undefined ? {} : { input }) };
    const run = against(program(upgrade, { Running: false, ExitCode: 4 }), (engine) => engine.exec('demo', request, signal), time);
    let waiting = true;
    const result = run.finally(() => (waiting = false));
    for (let passed = 0; waiting && passed < minutes(1); passed += seconds(1)) await time.advance(seconds(1));
    expect(await result).toEqual({ exitCode: 4, stdout: '', stderr: 'no more' });
  });
});

describe('events of an engine', () => {
  const event = (action: string, id: string): string =>
    JSON.stringify({ Action: action, Actor: { ID: id, Attributes: { name: `n-${id}` } } });

  test('come in any pieces, until they end by an error', async () => {
    const bytes = Buffer.from(`${event('start', 'ä1')}\n${event('die', '2')}\n{"Type":"network"}\n`);
    const answer = async ({ response }: Asked): Promise<void> => {
      response.flushHeaders();
      await drip(response as unknown as Duplex, bytes);
      response.end();
    };
    await against({ answer }, async (engine) => {
      const got: ContainerEvent[] = [];
      const following = engine.events({ a: undefined, b: 'c' }, signal).then(async (events) => {
        for await (const each of events) got.push(each);
      });
      expect(await failure(following)).toMatchObject({ refusal: 'unreachable', retry: 'transient' });
      expect(got).toEqual([
        { id: 'ä1', name: 'n-ä1', action: 'start' },
        { id: '2', name: 'n-2', action: 'die' },
      ]);
    });
  });

  test('end when they are aborted', async () => {
    const abort = new AbortController();
    await against({ answer: ({ response }) => response.flushHeaders() }, async (engine) => {
      const events = await engine.events({}, abort.signal);
      const reading = events[Symbol.asyncIterator]().next();
      abort.abort(new Error('enough'));
      await expect(reading).rejects.toThrow('enough');
    });
  });
});

describe('file in a container', () => {
  const archive = async (entry: Parameters<ReturnType<typeof pack>['entry']>[0], content = ''): Promise<Buffer> => {
    const packing = pack();
    packing.entry(entry, content);
    packing.finalize();
    return buffer(packing);
  };

  test('is read from an archive, through links', async () => {
    const answer = async ({ line, response }: Asked): Promise<void> => {
      const isLink = decodeURIComponent(line).endsWith('path=/etc/link');
      response.end(
        await (isLink ? archive({ name: 'link', type: 'symlink', linkname: '../run/file' }) : archive({ name: 'file' }, 'content')),
      );
    };
    await against({ answer }, async (engine, server) => {
      expect(String(await engine.readFile('demo', '/etc/link', signal))).toBe('content');
      expect(server.lines.map(decodeURIComponent)).toEqual([
        'GET /containers/demo/archive?path=/etc/link',
        'GET /containers/demo/archive?path=/run/file',
      ]);
    });
  });

  test.each([
    { rule: 'is not there when the engine has none', message: 'Could not find the file /x in container demo', found: 'none' },
    {
      rule: 'is a failure when there is no container',
      message: 'No such container: demo',
      found: 'cannot read /x in container demo: No such container: demo',
    },
  ])('$rule', async ({ message, found }) => {
    const answer = status(404, JSON.stringify({ message }));
    expect((await against({ answer }, (engine) => failure(engine.readFile('demo', '/x', signal)))).message).toBe(found);
  });
});
