import { chooseNodeImage } from './choose-node-image.ts';
import { publishedImages } from './published-images.ts';

const published = (version: string) => publishedImages.find((one) => one.version === version)?.image ?? 'none';
const latest = 'kind 0.20';
const old = 'kind 0.19';

describe('image of a node', () => {
  test.each([
    { rule: "is kind's of that version", version: 'v1.34.3', image: published('1.34.3'), mode: latest, kubernetes: 'v1.34.3' },
    {
      rule: 'is of the newest release of kind that has the version',
      version: 'v1.32.0',
      image: 'kindest/node:v1.32.0@sha256:c48c62eac5da28cdadcf560d1d8616cfa6783b58f0d94cf63ad1bf49600cb027',
      mode: latest,
      kubernetes: 'v1.32.0',
    },
    { rule: 'may be of an older mode', version: 'v1.26.4', image: published('1.26.4'), mode: old, kubernetes: 'v1.26.4' },
    {
      rule: 'is guessed for a patch version that is newer than all',
      version: 'v1.36.4',
      image: 'kindest/node:v1.36.4',
      mode: latest,
      kubernetes: 'v1.36.4',
    },
    {
      rule: 'is guessed for a patch version between two',
      version: 'v1.34.5',
      image: 'kindest/node:v1.34.5',
      mode: latest,
      kubernetes: 'v1.34.5',
    },
    {
      rule: 'is guessed for an unknown minor version',
      version: 'v1.99.1',
      image: 'kindest/node:v1.99.1',
      mode: latest,
      kubernetes: 'v1.99.1',
    },
    {
      rule: 'runs as the oldest of its minor version when it is older than all',
      version: 'v1.25.1',
      image: 'kindest/node:v1.25.1',
      mode: old,
      kubernetes: 'v1.25.1',
    },
    {
      rule: 'runs as the last one that was newer when it is between two',
      version: 'v1.27.2',
      image: 'kindest/node:v1.27.2',
      mode: latest,
      kubernetes: 'v1.27.2',
    },
    {
      rule: 'is guessed for a release candidate',
      version: 'v1.34.0-rc.1',
      image: 'kindest/node:v1.34.0-rc.1',
      mode: latest,
      kubernetes: 'v1.34.0-rc.1',
    },
    {
      rule: 'does not depend on what the build is called',
      version: 'v1.34.3+mine',
      image: published('1.34.3'),
      mode: latest,
      kubernetes: 'v1.34.3',
    },
    {
      rule: 'has an underscore for the plus that a tag cannot have',
      version: 'v1.36.9+mine.1',
      image: 'kindest/node:v1.36.9_mine.1',
      mode: latest,
      kubernetes: 'v1.36.9+mine.1',
    },
    { rule: 'has the tag that kind gave it', version: 'v1.27.16', image: published('1.27.16'), mode: latest, kubernetes: 'v1.27.16' },
    {
      rule: 'is found for a version that lacks the v and the patch number',
      version: ' 1.35 ',
      image: published('1.35.0'),
      mode: latest,
      kubernetes: 'v1.35.0',
    },
  ])('$rule', ({ version, image, mode, kubernetes }) =>
    expect(chooseNodeImage(version)).toEqual({ image, mode, kubernetesVersion: kubernetes }),
  );

  test('is the custom one, run as kind runs that version', () =>
    expect(chooseNodeImage('v1.26.4', 'mine:1')).toEqual({ image: 'mine:1', mode: old, kubernetesVersion: 'v1.26.4' }));

  test('is the custom one for an unknown version too', () =>
    expect(chooseNodeImage('v1.36.4', 'mine:1')).toEqual({ image: 'mine:1', mode: latest, kubernetesVersion: 'v1.36.4' }));

  test('of kind with its digest brings its version along, and an empty one counts as none', () => {
    const image = published('1.26.4');
    expect(chooseNodeImage('v1.34.0', image)).toEqual({ image, mode: old, kubernetesVersion: 'v1.26.4' });
    expect(chooseNodeImage('v1.34.3', '')).toMatchObject({ image: published('1.34.3') });
  });

  test.each([undefined, '', 'latest', 'v1.34.0.1', 'v1.34.0-', '1.34-rc.1', `v1.34.0\nimage`, 'v99999999999999999999.1.1'])(
    'cannot be chosen for %j',
    (version) => expect(chooseNodeImage(version)).toHaveProperty('problem'),
  );
});

describe('published images', () => {
  test('are all that were listed, each with a digest of its own', () => {
    expect(publishedImages).toHaveLength(99);
    expect(new Set(publishedImages.map(({ image }) => image)).size).toBe(99);
    for (const { image } of publishedImages) expect(image).toMatch(/^kindest\/node:v1\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
  });

  test('have the tag that differs from the version', () =>
    expect(publishedImages.filter(({ image, version }) => !image.includes(`v${version}@`)).map(({ image }) => image.split('@')[0])).toEqual(
      ['kindest/node:v1.27.17'],
    ));
});
