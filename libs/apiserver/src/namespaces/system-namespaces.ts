import { runNow } from '../background/steps.ts';
import { createObject } from '../objects/create.ts';
import type { ServerContext } from '../server-context.ts';

const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Every cluster has these namespaces from the start. */
export function createSystemNamespaces(context: ServerContext): void {
  const endpoint = context.registry.find('', 'v1', 'namespaces');
  if (endpoint === undefined) throw new Error('namespaces are not served');
  for (const name of names) {
    if (context.storage.get('namespaces', name) !== undefined) continue;
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    runNow(
      createObject(context, endpoint, {}, namespace, {
        dryRun: false,
        fieldManager: 'kube-apiserver',
        fieldValidation: 'Ignore',
        force: false,
        warnings: [],
      }),
    );
  }
}
