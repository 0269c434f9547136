import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { imagesOf, moved } from './images.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('images', () => {
  const images = imagesOf(root);

  test('there is one for each provider, under the name that its Deployment asks for', () => {
    expect(
      images.filter(({ program }) => program === 'manager').map(({ app, name }) => [app, name.slice(name.lastIndexOf('/') + 1)]),
    ).toEqual([
      ['core', 'cluster-api-controller'],
      ['kubeadm-bootstrap', 'kubeadm-bootstrap-controller'],
      ['kubeadm-control-plane', 'kubeadm-control-plane-controller'],
      ['capd', 'capd-manager'],
    ]);
  });

  test('each is of an app that is there', () => {
    expect(images.filter(({ app }) => !existsSync(join(root, 'apps', app, 'src/main.ts')))).toEqual([]);
  });

  test('they keep their last name in another repository', () => {
    const image = { app: 'capd', name: 'localhost/cluster-api/capd-manager', tag: 'latest', program: 'manager' } as const;
    expect(moved(image, 'registry.example/platform')).toEqual({ ...image, name: 'registry.example/platform/capd-manager' });
  });
});
