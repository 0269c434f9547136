import type { UnstructuredObject } from '../../meta/object.ts';
import type { ConversionContext } from '../../schema/define-kind.ts';
import { convertV1Alpha2 } from './convert-v1alpha2.ts';

const context: ConversionContext = { apiVersionOf: () => 'unused', serves: () => false };
const old = (rest: object): UnstructuredObject =>
  ({
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha2',
    kind: 'DockerCluster',
    metadata: { name: 'demo' },
    ...rest,
  }) as UnstructuredObject;
const hub = (rest: object): UnstructuredObject => ({ ...old(rest), apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2' });
const up = (object: UnstructuredObject) => convertV1Alpha2.toHub(object, context);
const down = (object: UnstructuredObject) => convertV1Alpha2.fromHub(object, context);

describe('DockerCluster in v1alpha2', () => {
  test.each<{ rule: string; from: object; spec: object }>([
    { rule: 'has no endpoint before the first book knows one', from: {}, spec: {} },
    {
      rule: 'hands its first endpoint on',
      from: { status: { apiEndpoints: [{ host: '10.0.0.1', port: 6443 }] } },
      spec: { controlPlaneEndpoint: { host: '10.0.0.1', port: 6443 } },
    },
    { rule: 'takes an endpoint without host and port for none', from: { status: { apiEndpoints: [{ host: '', port: 0 }] } }, spec: {} },
    { rule: 'takes what is no list for no endpoint', from: { status: { apiEndpoints: 'nonsense' } }, spec: {} },
  ])('$rule', ({ from, spec }) => expect(up(old(from)).spec).toEqual(spec));

  test('shows no endpoint before there is a host, and keeps the port for the way back', () => {
    const before = hub({ spec: { controlPlaneEndpoint: { port: 6443 } }, status: {} });
    expect(down(before).status).toBeUndefined();
    expect(up(down(before)).spec).toMatchObject({ controlPlaneEndpoint: { port: 6443 } });
  });

  test('gives all endpoints back while the first one holds', () => {
    const status = {
      ready: true,
      apiEndpoints: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    };
    expect(down(up(old({ status }))).status).toEqual(status);
  });

  test('lets a newer endpoint win over those it kept aside', () => {
    const stored = up(
      old({
        status: {
          apiEndpoints: [
            { host: 'a', port: 1 },
            { host: 'b', port: 2 },
          ],
        },
      }),
    );
    const edited = { ...stored, spec: { controlPlaneEndpoint: { host: 'c', port: 3 } } };
    expect(down(edited).status).toEqual({ apiEndpoints: [{ host: 'c', port: 3 }] });
  });

  test('loses nothing of what only newer versions have', () => {
    const rich = hub({
      spec: { loadBalancer: { imageTag: 'v1' }, failureDomains: [{ name: 'fd1', controlPlane: true }] },
      status: { conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' }] },
    });
    const { spec, status } = up(down(rich));
    expect({ spec, status }).toEqual({ spec: rich.spec, status: rich.status });
  });
});
