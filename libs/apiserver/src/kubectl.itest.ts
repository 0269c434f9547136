import { instant, seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createApiServer, type ApiServer } from './api-server.ts';
import { clientCertificates } from './authentication/authenticators.ts';
import { memoryStore } from './storage/store.ts';
import { hasKubectl, kubectlFor, type Kubectl } from './testing/kubectl.ts';
import { testCertificates } from './testing/test-certificates.ts';
import { aWidget, widgetCrd } from './testing/widget-crd.ts';

const available = await hasKubectl();
if (!available) process.stderr.write('kubectl tests skipped: there is no kubectl on the PATH\n');
/** Milliseconds; every call is a process of its own, on a machine that may be busy. */
const patience = 60_000;

const describeWithKubectl = available ? describe : describe.skip;

describeWithKubectl('kubectl, over TLS', () => {
  const { ca, server: serving, admin } = testCertificates();
  let server: ApiServer;
  let tool: Kubectl;
  let widgets: string;

  beforeAll(async () => {
    server = createApiServer({
      clock: virtualClock(instant(1_767_225_600_000)),
      random: seededRandom(1),
      store: memoryStore(),
      authenticate: clientCertificates,
      serviceAccountKey: Buffer.alloc(32, 1),
    });
    const { url } = await server.listen({ host: '127.0.0.1', port: 0, tls: { key: serving.key, cert: serving.cert, clientCa: ca.cert } });
    tool = kubectlFor(url, ca, admin);
    await tool.kubectl('apply', '-f', tool.manifest('crd.json', JSON.stringify(widgetCrd)));
    widgets = tool.manifest('widget.json', JSON.stringify(aWidget('w', { replicas: 2 })));
  }, patience);
  afterAll(async () => {
    await server.close();
    tool.cleanUp();
  }, patience);

  test(
    'knows who it is by its certificate',
    async () => {
      expect(await tool.kubectl('auth', 'whoami')).toMatch(/kubernetes-admin\s+Groups\s+\[system:masters system:authenticated\]/);
      expect(await tool.kubectl('auth', 'can-i', 'create', 'pods')).toBe('yes\n');
    },
    patience,
  );

  test(
    'applies on the client side and on the server side',
    async () => {
      expect(await tool.kubectl('apply', '-f', widgets)).toBe('widget.example.com/w created\n');
      expect(await tool.kubectl('apply', '-f', widgets)).toBe('widget.example.com/w unchanged\n');
      expect(await tool.kubectl('apply', '--server-side', '-f', widgets)).toBe('widget.example.com/w serverside-applied\n');
      expect(await tool.kubectl('diff', '-f', widgets)).toBe('');
    },
    patience,
  );

  test(
    'applies, compares and deletes lists of many kinds, and is told what is wrong in them',
    async () => {
      const list = (more: object): string =>
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: [
            { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'listed' }, data: { a: 'b' } },
            { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'listed' }, spec: pod },
            aWidget('listed', { replicas: 2, ...more }),
          ],
        });
      const pod = {
        containers: [
          { name: 'c', image: 'i', resources: { requests: { cpu: 1, memory: '1Gi' } }, livenessProbe: { httpGet: { port: 'http' } } },
        ],
      };
      const good = tool.manifest('list.json', list({}));
      expect(await tool.kubectl('apply', '-f', good)).toBe(
        'configmap/listed created\npod/listed created\nwidget.example.com/listed created\n',
      );
      expect(await tool.kubectl('diff', '-f', good)).toBe('');
      expect(await tool.kubectl('apply', '--server-side', '-f', good)).toContain('widget.example.com/listed serverside-applied');
      const bad = tool.manifest('bad-list.json', list({ colour: 'red' }));
      expect(await tool.kubectl('apply', '-f', bad)).toContain('unknown field "colour" in com.example.v1.Widget.spec');
      const odd = tool.manifest('odd-kind.json', JSON.stringify({ ...aWidget('w'), kind: 'Gizmo' }));
      expect(await tool.kubectl('create', '-f', odd)).toContain('no matches for kind "Gizmo" in version "example.com/v1"');
      expect(await tool.kubectl('delete', '-f', good)).toContain('widget.example.com "listed" deleted');
    },
    patience,
  );

  test(
    'prints tables, descriptions and explanations',
    async () => {
      await tool.kubectl('apply', '-f', widgets);
      expect(await tool.kubectl('get', 'wd')).toMatch(/^NAME\s+REPLICAS\s+AGE\nw\s+2\s+\S+\n$/);
      expect(await tool.kubectl('get', 'all', '-o', 'name')).toContain('widget.example.com/w');
      expect(await tool.kubectl('describe', 'widget', 'w')).toMatch(/Spec:\n\s+Mode:\s+Fast\n\s+Replicas:\s+2/);
      expect(await tool.kubectl('explain', 'widget.spec.mode')).toMatch(/FIELD: mode <string>/);
      expect(await tool.kubectl('explain', 'pod.spec.containers')).toMatch(/FIELD: containers <\[\]Container>/);
    },
    patience,
  );

  test(
    'patches, scales, labels and edits',
    async () => {
      await tool.kubectl('apply', '-f', widgets);
      expect(await tool.kubectl('scale', 'widget', 'w', '--replicas=4')).toBe('widget.example.com/w scaled\n');
      expect(await tool.kubectl('patch', 'widget', 'w', '--type=merge', '-p', '{"spec":{"size":9}}')).toContain('patched');
      expect(await tool.kubectl('patch', 'widget', 'w', '--type=json', '-p', '[{"op":"add","path":"/spec/tags","value":["a"]}]')).toContain(
        'patched',
      );
      expect(await tool.kubectl('label', 'widget', 'w', 'a=b')).toContain('labeled');
      expect(await tool.kubectl('get', 'widget', 'w', '-o', 'jsonpath={.spec}')).toBe('{"mode":"Fast","replicas":4,"size":9,"tags":["a"]}');
    },
    patience,
  );

  test(
    'is told at once what is wrong with a manifest',
    async () => {
      const odd = tool.manifest('odd.json', JSON.stringify(aWidget('odd', { mode: 'Odd' })));
      expect(await tool.kubectl('apply', '-f', odd)).toContain('spec.mode: Unsupported value: "Odd"');
      const big = tool.manifest('big.json', JSON.stringify(aWidget('big', { size: 500 })));
      expect(await tool.kubectl('apply', '-f', big)).toContain('size must stay below 100');
      const unknown = tool.manifest('unknown.json', JSON.stringify(aWidget('unknown', { colour: 'red' })));
      expect(await tool.kubectl('apply', '-f', unknown)).toContain('unknown field "spec.colour"');
    },
    patience,
  );

  test(
    'creates built-in objects as protocol buffers',
    async () => {
      expect(await tool.kubectl('create', 'namespace', 'team')).toBe('namespace/team created\n');
      expect(await tool.kubectl('-n', 'team', 'create', 'serviceaccount', 'robot')).toBe('serviceaccount/robot created\n');
      expect(await tool.kubectl('-n', 'team', 'create', 'token', 'robot')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n?$/);
      await tool.kubectl('-n', 'team', 'create', 'deployment', 'web', '--image=nginx', '--replicas=0', '--port=80');
      expect(
        await tool.kubectl(
          '-n',
          'team',
          'get',
          'deployment',
          'web',
          '-o',
          'jsonpath={.spec.replicas} {.spec.template.spec.containers[0].ports}',
        ),
      ).toBe('0 [{"containerPort":80,"protocol":"TCP"}]');
      expect(await tool.kubectl('-n', 'team', 'create', 'role', 'r', '--verb=get', '--resource=pods')).toContain('created');
      expect(await tool.kubectl('delete', 'namespace', 'team')).toContain('deleted');
    },
    patience,
  );

  test(
    'waits, watches and deletes',
    async () => {
      await tool.kubectl('apply', '-f', widgets);
      const waiting = tool.kubectl('wait', 'widget/w', '--for=jsonpath={.spec.size}=42', '--timeout=20s');
      await tool.kubectl('patch', 'widget', 'w', '--type=merge', '-p', '{"spec":{"size":42}}');
      expect(await waiting).toBe('widget.example.com/w condition met\n');
      expect(await tool.kubectl('delete', 'widget', 'w', '--cascade=foreground')).toBe('widget.example.com "w" deleted\n');
    },
    patience,
  );
});
