import type { NetworkPlace } from './engine-host.ts';
import { proxiesOf, type EngineHost } from './engine-host.ts';
import { parseExtraMounts } from './extra-mounts.ts';
import { loadBalancerSpec } from './load-balancer-spec.ts';
import { controlPlaneSpec, workerSpec, type NewNode } from './node-spec.ts';

const network: NetworkPlace = { name: 'kind', subnets: ['10.7.0.0/24'], family: 'ipv4', ipv4: '10.7.0.3' };
const node: NewNode = {
  name: 'demo-1',
  labels: { 'io.x-k8s.kind.cluster': 'demo' },
  image: { image: 'kindest/node:v1.34.3', mode: 'kind 0.20' },
  network,
  mounts: [{ source: '/data', target: '/mnt', readOnly: false }],
};
const balancer = { name: 'demo-lb', labels: node.labels, image: 'kindest/haproxy:v1', network, port: 6443 };
const host: EngineHost = {
  engine: { storageDriver: 'overlay2', securityOptions: ['name=seccomp,profile=default'] },
  seLinuxEnforcing: false,
  proxies: {},
};
const hostWith = (engine: Partial<EngineHost['engine']>): EngineHost => ({ ...host, engine: { ...host.engine, ...engine } });

describe('container of a node', () => {
  test('is made as upstream makes it, but comes back after a restart of the engine', () =>
    expect(workerSpec(node, host)).toEqual({
      name: 'demo-1',
      hostname: 'demo-1',
      image: 'kindest/node:v1.34.3',
      labels: { 'io.x-k8s.kind.cluster': 'demo' },
      tty: true,
      environment: {},
      privileged: true,
      securityOptions: ['seccomp=unconfined', 'apparmor=unconfined'],
      network: 'kind',
      ipv4: '10.7.0.3',
      tmpfs: { '/tmp': '', '/run': '' },
      volumes: ['/var'],
      mounts: [
        { source: '/data', target: '/mnt', readOnly: false },
        { source: '/lib/modules', target: '/lib/modules', readOnly: true },
      ],
      devices: [],
      restartPolicy: { name: 'unless-stopped' },
      cgroupNamespace: 'private',
      sysctls: {},
      publish: {},
    }));

  test('of the control plane knows its kubeconfig and publishes its API server on the loopback interface', () => {
    const { environment, publish } = controlPlaneSpec(node, host);
    expect(environment).toEqual({ KUBECONFIG: '/etc/kubernetes/admin.conf' });
    expect(publish).toEqual({ '6443/tcp': { address: '127.0.0.1', port: 0 } });
  });

  test('of an old image shares the cgroup namespace', () =>
    expect(workerSpec({ ...node, image: { image: 'old', mode: 'kind 0.19' } }, host)).not.toHaveProperty('cgroupNamespace'));

  test.each(['ipv6', 'dual'] as const)('forwards IPv6 when the family is %s', (family) =>
    expect(workerSpec({ ...node, network: { ...network, family } }, host).sysctls).toEqual({
      'net.ipv6.conf.all.disable_ipv6': '0',
      'net.ipv6.conf.all.forwarding': '1',
    }),
  );

  test('sees the device mapper first when the engine stores on btrfs', () =>
    expect(workerSpec(node, hostWith({ storageDriver: 'btrfs' })).mounts[0]).toEqual({
      source: '/dev/mapper',
      target: '/dev/mapper',
      readOnly: true,
    }));

  test('leaves a user namespace and gets the fuse device where the engine has them', () => {
    const spec = workerSpec(node, hostWith({ securityOptions: ['name=userns', 'name=rootless'] }));
    expect(spec.userNamespace).toBe('host');
    expect(spec.devices).toEqual([{ path: '/dev/fuse', permissions: 'rw' }]);
  });

  test('has its mounts labelled for SELinux, volumes as shared', () => {
    const mounts = [...node.mounts, { source: 'cache', target: '/cache', readOnly: true }];
    const spec = workerSpec({ ...node, mounts }, { ...host, seLinuxEnforcing: true });
    expect(spec.mounts.map(({ source, options }) => [source, options])).toEqual([
      ['/data', ['Z']],
      ['cache', ['z']],
      ['/lib/modules', ['Z']],
    ]);
  });
});

describe('container of a load balancer', () => {
  test('runs HAProxy in master-worker mode and publishes it', () => {
    const spec = loadBalancerSpec(balancer, host);
    expect(spec.entrypoint).toEqual(['haproxy', '-W', '-db', '-f', '/usr/local/etc/haproxy/haproxy.cfg']);
    expect(spec.publish).toEqual({ '6443/tcp': { address: '0.0.0.0', port: 0 }, '8404/tcp': { address: '127.0.0.1', port: 0 } });
    expect(spec).not.toHaveProperty('cgroupNamespace');
    expect(spec.mounts).toEqual([{ source: '/lib/modules', target: '/lib/modules', readOnly: true }]);
  });

  test('publishes the port of the endpoint too', () =>
    expect(Object.keys(loadBalancerSpec({ ...balancer, port: 7443 }, host).publish).toSorted()).toEqual([
      '6443/tcp',
      '7443/tcp',
      '8404/tcp',
    ]));

  test('of an IPv6 cluster listens on IPv6 of the host', () => {
    const { publish, sysctls } = loadBalancerSpec({ ...balancer, network: { ...network, family: 'ipv6' } }, host);
    expect(publish['6443/tcp']).toEqual({ address: '::', port: 0 });
    expect(sysctls).toEqual({ 'net.ipv6.conf.all.disable_ipv6': '0' });
  });
});

describe('proxy settings of a container', () => {
  test('are those of the provider in both cases, and none for its own network', () => {
    const proxies = proxiesOf({ HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:2', no_proxy: 'corp', HTTPS_PROXY: '', PATH: '/bin' });
    expect(proxies).toEqual({ HTTP_PROXY: 'http://p:1', NO_PROXY: 'corp' });
    const direct = '10.7.0.0/24,corp,demo-1,.svc,.svc.cluster,.svc.cluster.local';
    expect(workerSpec(node, { ...host, proxies }).environment).toEqual({
      HTTP_PROXY: 'http://p:1',
      http_proxy: 'http://p:1',
      NO_PROXY: direct,
      no_proxy: direct,
    });
  });

  test('are none when the provider has none', () => expect(proxiesOf({ PATH: '/bin', HTTP_PROXY: '' })).toEqual({}));
});

describe('extra mounts', () => {
  test('are bound as they are given', () =>
    expect(
      parseExtraMounts([
        { hostPath: '/data', containerPath: '/mnt', readOnly: true },
        { hostPath: 'cache', containerPath: '/c' },
      ]),
    ).toEqual([
      { source: '/data', target: '/mnt', readOnly: true },
      { source: 'cache', target: '/c', readOnly: false },
    ]));

  test('are none when none are asked for', () => expect(parseExtraMounts(undefined)).toEqual([]));

  test.each([
    { rule: 'without a path in the container', mount: { hostPath: '/a' }, says: /extraMounts\[0\]: containerPath ""/ },
    { rule: 'with a relative path in the container', mount: { hostPath: '/a', containerPath: 'b' }, says: /must be an absolute path/ },
    { rule: 'over the root', mount: { hostPath: '/a', containerPath: '//./' }, says: /root of the container/ },
    { rule: 'without a path on the host', mount: { containerPath: '/b' }, says: /hostPath ""/ },
    { rule: 'with a relative path on the host', mount: { hostPath: './a', containerPath: '/b' }, says: /hostPath ".\/a"/ },
    { rule: 'with a colon, which would be read as a further option', mount: { hostPath: '/a:/b', containerPath: '/b' }, says: /colon/ },
  ])('$rule are a problem', ({ mount, says }) => expect(parseExtraMounts([mount])).toEqual({ problem: expect.stringMatching(says) }));
});
