import type { Observation } from './observation.ts';
import { describeFinding, findings } from './preflight.ts';

const engine = { answers: true, address: 'unix:///var/run/docker.sock', version: '20.10.24', cgroupVersion: '2' } as const;
const allThere: Observation = {
  platform: 'linux',
  engine,
  images: [{ name: 'kindest/node:v1.36.3' }, { name: 'kindest/haproxy:a' }],
  archive: true,
  privileged: { outcome: 'ran', builtHere: true },
  inotifyInstances: 512,
  wanted: { controlPlanes: 3, workers: 2 },
  otherClusters: [],
};
const missing = (names: readonly string[]) => names.map((name) => ({ name, missing: 'no route to a registry' }));

describe('what Docker clusters need', () => {
  test('is all there', () => expect(findings(allThere)).toEqual([]));

  test.each<{ rule: string; seen: Partial<Observation>; says: RegExp }>([
    {
      rule: 'an engine that answers',
      seen: { engine: { answers: false, why: 'nothing listens at unix:///var/run/docker.sock' }, privileged: { outcome: 'untried' } },
      says: /^missing: no Docker engine: nothing listens at unix:\/\/\/var\/run\/docker\.sock; .*DOCKER_HOST$/,
    },
    {
      rule: 'what the client of an engine advises',
      seen: { engine: { answers: false, why: 'permission denied', hint: 'join the group docker' }, privileged: { outcome: 'untried' } },
      says: /^missing: no Docker engine: permission denied; join the group docker$/,
    },
    { rule: 'an engine that is new enough', seen: { engine: { ...engine, version: '19.03.1' } }, says: /^missing: .*19\.03\.1; .*20\.10/ },
    { rule: 'containers that can be reached', seen: { platform: 'darwin' }, says: /^missing: .*cannot be reached from darwin/ },
    {
      rule: 'an engine on this machine',
      seen: { engine: { ...engine, address: 'tcp://10.1.2.3:2376' } },
      says: /^missing: .*tcp:\/\/10\.1\.2\.3:2376 is on another machine/,
    },
    {
      rule: 'an image that is built',
      seen: { images: missing(['kindest/node:v1.36.3']), archive: false },
      says: /^missing: the engine has no image kindest\/node:v1\.36\.3, and .*: no route to a registry; npm run node-image builds it/,
    },
    {
      rule: 'every image',
      seen: { images: missing(['kindest/node:v1.30.0', 'kindest/haproxy:b']) },
      says: /kindest\/node:v1\.30\.0 \(nor kindest\/haproxy:b\), .*npm run node-image prints the versions/,
    },
    {
      rule: 'privileged containers',
      seen: { privileged: { outcome: 'failed', why: 'unable to apply caps' } },
      says: /^missing: a privileged container does not run: unable to apply caps; /,
    },
    {
      rule: 'current control groups, where the image is not built here',
      seen: { engine: { ...engine, cgroupVersion: '1' }, privileged: { outcome: 'ran', builtHere: false } },
      says: /^note: .*version 1/,
    },
    { rule: 'enough to watch with', seen: { inotifyInstances: 100 }, says: /^missing: fs\.inotify\.max_user_instances is 100, .*114/ },
    {
      rule: 'some room to watch with',
      seen: { inotifyInstances: 128 },
      says: /^note: .* is 128, .*sysctl fs\.inotify\.max_user_instances=512$/,
    },
    {
      rule: 'the cluster of a sandbox that was killed',
      seen: { otherClusters: [{ cluster: 'default/demo', containers: 6 }] },
      says: /^note: the engine has 6 containers of default\/demo already, .*: docker rm -f -v \$\(docker ps -aq --filter label=docker\.cluster\.x-k8s\.io\/cluster=demo\)$/,
    },
    {
      rule: 'clusters of others',
      seen: { otherClusters: ['a/a', 'a/b', 'b/c', 'b/d'].map((cluster) => ({ cluster, containers: 2 })) },
      says: /^note: the engine has 8 containers of a\/a, a\/b, b\/c and 1 more already, .*label=docker\.cluster\.x-k8s\.io\/cluster\)$/,
    },
  ])('names $rule', ({ seen, says }) => {
    const lines = findings({ ...allThere, ...seen }).map(describeFinding);
    expect(lines).toEqual([expect.stringMatching(says)]);
  });

  test.each<{ rule: string; seen: Partial<Observation> }>([
    { rule: 'control groups of version 1, with the image that is built here', seen: { engine: { ...engine, cgroupVersion: '1' } } },
    {
      rule: 'a small allowance to watch, when no node is wanted',
      seen: { inotifyInstances: 100, wanted: { controlPlanes: 0, workers: 0 } },
    },
    { rule: 'an engine reached by TCP on this machine', seen: { engine: { ...engine, address: 'tcp://127.0.0.1:2375' } } },
  ])('does with $rule', ({ seen }) => expect(findings({ ...allThere, ...seen })).toEqual([]));

  test('is all told at once', () =>
    expect(
      findings({
        ...allThere,
        images: missing(['kindest/node:v1.36.3']),
        archive: false,
        privileged: { outcome: 'untried' },
        engine: { ...engine, cgroupVersion: '1' },
        inotifyInstances: 64,
      }),
    ).toHaveLength(3));
});
