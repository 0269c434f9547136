import { readFileSync } from 'node:fs';

import { repositoryFile } from '../processes/program.ts';
import { parseManifest } from '../quick-start/manifest.ts';
import { wantedBy } from './wanted.ts';

const read = (text: string) => parseManifest(text, 'a.yaml');

describe('what a manifest wants of an engine', () => {
  test('of the quick start are five nodes, their image and the load balancer', () => {
    const objects = read(readFileSync(repositoryFile('examples/docker-quick-start.yaml'), 'utf8'));
    expect(wantedBy(objects, 2)).toEqual({
      nodes: { controlPlanes: 6, workers: 4 },
      images: [expect.stringMatching(/^kindest\/node:v1\.\d+\.\d+$/), 'kindest/haproxy:v20230606-42a2262b'],
    });
  });

  test.each([
    {
      rule: 'is the image that a template names',
      text: 'apiVersion: a/v1\nkind: DevMachineTemplate\nmetadata: {name: a}\nspec: {template: {spec: {backend: {docker: {customImage: "mine:1"}}}}}',
      images: ['mine:1'],
    },
    {
      rule: 'is the load balancer that a cluster names',
      text: 'apiVersion: a/v1\nkind: DockerCluster\nmetadata: {name: a}\nspec: {loadBalancer: {imageRepository: mine, imageTag: "2"}}',
      images: ['mine:2'],
    },
    {
      rule: 'is nothing but the version where a topology decides',
      text: 'apiVersion: a/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {topology: {version: 1.36.3}}',
      images: ['kindest/node:v1.36.3'],
    },
  ])('$rule', ({ text, images }) => expect(wantedBy(read(text), 1).images).toEqual(images));
});
