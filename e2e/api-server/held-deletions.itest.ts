import { setTimeout as sleep } from 'node:timers/promises';

import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { convertGadgets, gadgetCrd } from './gadget.ts';
import { sender, until, type Send } from './requests.ts';
import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import { allowed, webhookServer, type Fields, type WebhookServer } from './webhook-server.ts';

/** Controllers may have accounts of their own, or share one. */
const controller = /^system:(serviceaccount:kube-system:|kube-controller-manager)/;

/** Milliseconds: controllers that were refused wait before they try again. */
const patience = 60_000;

// What the cluster itself deletes, its webhooks have a say in as well.
describe('deletions by the cluster itself', () => {
  const { signal } = new AbortController();
  const run = systemRandom().suffix(5);
  const group = `h${run}.gadgets.test`;
  const namespace = `held-${run}`;
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const configurations = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
  const gadgets = `/apis/${group}/v1/namespaces/${namespace}/gadgets`;
  let server: ServerUnderTest;
  let webhooks: WebhookServer;
  let send: Send;
  let isHeld = true;

  beforeAll(async () => {
    [server, webhooks] = await Promise.all([serverUnderTest(), webhookServer()]);
    send = sender(server.transport);
    webhooks.on('/convert', convertGadgets);
    webhooks.on('/hold', ({ oldObject }) =>
      isHeld && (oldObject as { spec: { note?: string } }).spec.note === 'held'
        ? { allowed: false, status: { code: 403, message: 'not yet' } }
        : allowed,
    );
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
    await send('POST', crds, gadgetCrd(group, { url: `${webhooks.url}/convert`, caBundle: webhooks.caBundle }));
    await until(async () => (await send('GET', gadgets)).status === 200);
    await send('POST', configurations, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: `hold-${run}` },
      webhooks: [
        {
          name: `hold.${group}`,
          clientConfig: { url: `${webhooks.url}/hold`, caBundle: webhooks.caBundle },
          rules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['DELETE'], resources: ['gadgets'] }],
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    });
    await make('probe', { note: 'held' });
    await until(async () => (await send('DELETE', `${gadgets}/probe?dryRun=All`)).status === 403);
    isHeld = false;
    await send('DELETE', `${gadgets}/probe`);
    isHeld = true;
  }, patience);
  afterAll(async () => {
    await send('DELETE', `${configurations}/hold-${run}`);
    await send('DELETE', `${crds}/gadgets.${group}`);
    await server.close();
    await webhooks.close();
  });

  const make = async (name: string, spec: Fields, metadata: Fields = {}): Promise<Fields> =>
    (await send('POST', gadgets, { apiVersion: `${group}/v1`, kind: 'Gadget', metadata: { name, namespace, ...metadata }, spec })).body
      .metadata;
  const isGone = async (name: string): Promise<boolean> => (await send('GET', `${gadgets}/${name}`)).status === 404;
  const deletionsBy = (name: string): unknown[] =>
    webhooks.reviews
      .filter(({ path, request }) => path === '/hold' && (request['oldObject'] as { metadata: { name: string } }).metadata.name === name)
      .map(({ request }) => (request['userInfo'] as { username: string }).username);

  test(
    'of what has lost its owner wait until a webhook lets it go',
    async () => {
      const owner = await make('owner', {});
      const ownerReferences = [{ apiVersion: `${group}/v1`, kind: 'Gadget', name: 'owner', uid: owner['uid'] }];
      await make('owned', { note: 'held' }, { ownerReferences });
      await make('free', {}, { ownerReferences });
      await send('DELETE', `${gadgets}/owner?propagationPolicy=Background`);
      await eventually(async () => (await isGone('free')) && deletionsBy('owned').length > 0);
      expect(await isGone('owned')).toBe(false);
      expect(deletionsBy('owned')[0]).toMatch(controller);
      isHeld = false;
      await eventually(() => isGone('owned'));
      isHeld = true;
    },
    patience,
  );

  test(
    'of what is in a namespace wait until a webhook lets it go',
    async () => {
      await make('kept', { note: 'held' });
      await make('other', {});
      await send('DELETE', `/api/v1/namespaces/${namespace}`);
      await eventually(async () => deletionsBy('kept').length > 0);
      expect(await isGone('kept')).toBe(false);
      expect(deletionsBy('kept')[0]).toMatch(controller);
      isHeld = false;
      await eventually(async () => (await send('GET', `/api/v1/namespaces/${namespace}`)).status === 404);
    },
    patience,
  );
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    if (await holds()) return;
    await sleep(200);
  }
  throw new Error('it did not come to pass');
}
