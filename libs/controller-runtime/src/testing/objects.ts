import type { KubernetesObject, Resource } from '@capi/api';

/** A namespaced kind for tests. */
export interface Widget extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}
export const Widget: Resource<Widget> = { group: 'example.io', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };

/** A valid widget, changed by what the case is about. */
export const aWidget = (
  name: string,
  more: { readonly version?: number; readonly uid?: string; readonly labels?: Record<string, string> } = {},
): Widget => ({
  apiVersion: 'example.io/v1',
  kind: 'Widget',
  metadata: {
    name,
    namespace: 'team-a',
    ...(more.uid === undefined ? {} : { uid: more.uid }),
    ...(more.version === undefined ? {} : { resourceVersion: String(more.version) }),
    ...(more.labels === undefined ? {} : { labels: more.labels }),
  },
});
