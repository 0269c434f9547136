import { Machine, MachineSet, type ConversionContext, type Kind, type UnstructuredObject } from '@capi/api';
import { terminal } from '@capi/seams';

import { conversionRoute } from './answer-conversion.ts';

const context: ConversionContext = {
  apiVersionOf({ apiGroup, kind }) {
    if (kind === 'Gone') throw terminal({ action: 'find a kind', object: kind, why: 'no CRD of that name is installed' });
    return `${apiGroup}/v1beta1`;
  },
  serves: () => false,
};
const never = new AbortController().signal;

function machine(name: string, kind = 'DevMachine'): UnstructuredObject {
  const reference = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind, name };
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: { name, namespace: 'a' },
    spec: { clusterName: 'c', bootstrap: { dataSecretName: 's' }, infrastructureRef: reference },
  };
}

function route() {
  const turns = { count: 0 };
  const convert = conversionRoute({
    kinds: [Machine, MachineSet] as unknown as readonly Kind[],
    context: () => Promise.resolve(context),
    yieldTurn() {
      turns.count += 1;
      return Promise.resolve();
    },
    failed: (error) => {
      throw error;
    },
  });
  const ask = (objects: readonly UnstructuredObject[], desiredAPIVersion = 'cluster.x-k8s.io/v1beta1') =>
    convert({ uid: 'u1', desiredAPIVersion, objects }, never);
  return { ask, turns };
}

describe('conversion', () => {
  test('answers every object in the order of the request, and lets others have their turn', async () => {
    const { ask, turns } = route();
    const names = Array.from({ length: 100 }, (_, at) => `m${at}`);
    const { uid, result, convertedObjects = [] } = await ask(names.map((name) => machine(name)));
    expect([uid, result]).toEqual(['u1', { status: 'Success' }]);
    expect(convertedObjects.map(({ metadata }) => metadata.name)).toEqual(names);
    expect(convertedObjects[0]).toMatchObject({
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      spec: { infrastructureRef: { apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1' } },
    });
    expect(turns.count).toBeGreaterThan(3);
  });

  test('gives parts of objects metadata, without which no API server takes them', async () => {
    const { metadata: _all, ...part } = machine('x');
    const { convertedObjects = [] } = await route().ask([part as UnstructuredObject]);
    expect(convertedObjects[0]).toHaveProperty('metadata');
  });

  test.each<{ rule: string; objects: readonly unknown[]; desired?: string; message: RegExp }>([
    { rule: 'fails as a whole, and names the object', objects: [machine('x'), machine('y', 'Gone')], message: /Machine a\/y .*no CRD/ },
    { rule: 'refuses kinds of others', objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: {} }], message: /no such kind/ },
    { rule: 'refuses versions that do not exist', objects: [machine('x')], desired: 'cluster.x-k8s.io/v9', message: /no version/ },
    { rule: 'refuses what is no object', objects: [7], message: /no object/ },
  ])('$rule', async ({ objects, desired, message }) => {
    const response = await route().ask(objects as readonly UnstructuredObject[], desired);
    expect(response).toMatchObject({ uid: 'u1', result: { status: 'Failure', message: expect.stringMatching(message) as string } });
    expect(response.convertedObjects).toBeUndefined();
  });
});
