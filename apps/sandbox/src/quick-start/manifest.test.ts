import { numberedCopy, parseManifest } from './manifest.ts';

const text = `
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: demo, labels: {name: demo-label}}
spec: {infrastructureRef: {kind: DevCluster, name: demo}, region: demo}
---
# nothing here
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: DevCluster
metadata: {name: demo}
`;

describe('a manifest', () => {
  test('is read in order, empty documents left out', () =>
    expect(parseManifest(text, 'a.yaml').map(({ kind }) => kind)).toEqual(['Cluster', 'DevCluster']));

  test.each([
    { rule: 'names file and document of a syntax error', broken: 'a: [1', says: /cannot read the manifest for a\.yaml: document 1/ },
    { rule: 'refuses what is no Kubernetes object', broken: 'a: 1', says: /no apiVersion, kind and metadata\.name/ },
  ])('$rule', ({ broken, says }) => expect(() => parseManifest(broken, 'a.yaml')).toThrow(says));
});

describe('a numbered copy', () => {
  test('leaves the first as it is', () => {
    const objects = parseManifest(text, 'a.yaml');
    expect(numberedCopy(objects, 0)).toBe(objects);
  });

  test('renames objects and references to them, nothing else', () => {
    const [cluster, infrastructure] = numberedCopy(parseManifest(text, 'a.yaml'), 1);
    expect(infrastructure?.metadata.name).toBe('demo-2');
    expect(cluster).toMatchObject({
      metadata: { name: 'demo-2', labels: { name: 'demo-label' } },
      spec: { infrastructureRef: { name: 'demo-2' }, region: 'demo' },
    });
  });
});
