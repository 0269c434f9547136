import { minutes, seconds } from '@capi/seams';

import type { InfraMachine } from '../../infra-objects.ts';
import { settingsOf } from './settings.ts';

const aMachine = (kind: string, spec: Record<string, unknown>): InfraMachine =>
  ({ apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2', kind, metadata: { name: 'm' }, spec }) as InfraMachine;
const wishes = { customImage: 'own:v1', preLoadImages: ['app:v1'], bootstrapTimeout: '90s' };
const read = { customImage: 'own:v1', preLoadImages: ['app:v1'], extraMounts: [], bootstrapTimeout: seconds(90) };

describe('settings of a machine', () => {
  test.each([
    { rule: 'are at the top of a DockerMachine', machine: aMachine('DockerMachine', wishes), settings: read },
    { rule: 'are under the backend of a DevMachine', machine: aMachine('DevMachine', { backend: { docker: wishes } }), settings: read },
    {
      rule: 'are usual ones when nothing is said',
      machine: aMachine('DevMachine', { backend: {} }),
      settings: { preLoadImages: [], extraMounts: [], bootstrapTimeout: minutes(5) },
    },
  ])('$rule', ({ machine, settings }) => expect(settingsOf(machine)).toEqual(settings));

  test.each(['', 'soon', '0s', '-1m'])('give the bootstrap its usual time when they say %j', (bootstrapTimeout) =>
    expect(settingsOf(aMachine('DockerMachine', { bootstrapTimeout })).bootstrapTimeout).toBe(minutes(5)),
  );
});
