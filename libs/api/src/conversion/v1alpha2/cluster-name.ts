import { labels } from '../../names/labels.ts';
import { at, listIn, objectIn, put, textIn, type Json } from '../json.ts';
import { onlyUp, type Mapping } from '../mapping.ts';

const clusterGroup = 'cluster.x-k8s.io/';

const labelIn = (place: unknown): string => textIn(objectIn(place)?.[labels.clusterName]);

const ownerOf = (object: Json): string => {
  const owners = listIn(at(object, 'metadata.ownerReferences')) ?? [];
  const cluster = owners.find((owner) => at(owner, 'kind') === 'Cluster' && textIn(at(owner, 'apiVersion')).startsWith(clusterGroup));
  return textIn(at(cluster, 'name'));
};

/**
 * The Cluster that an object of v1alpha2 belongs to; empty when nothing says so. In v1alpha2 that was a label, which one could also
 * leave out; in that case the template, the selector or an owner may tell.
 */
export function clusterNameOf(old: Json, remembered: Json | undefined): string {
  const label = labelIn(at(old, 'metadata.labels'));
  const before = textIn(at(remembered, 'spec.clusterName'));
  if (before !== '' && (label === '' || label === before)) return before;
  return (
    label || labelIn(at(old, 'spec.template.metadata.labels')) || labelIn(at(old, 'spec.selector.matchLabels')) || ownerOf(old) || before
  );
}

/**
 * `spec.clusterName`, which v1alpha2 did not have, and `spec.template.spec.clusterName` of whatever makes Machines, always the same
 * unless something else is remembered. Going down nothing is to be done, since the label says it.
 */
export const clusterName = ({ template = false }: { readonly template?: boolean } = {}): Mapping =>
  onlyUp((old, hub, { remembered }) => {
    const name = clusterNameOf(old, remembered);
    if (name !== '') put(hub, 'spec.clusterName', name);
    if (!template) return;
    const unchanged = remembered !== undefined && name === textIn(at(remembered, 'spec.clusterName'));
    put(hub, templateName, unchanged ? at(remembered, templateName) : name || undefined);
  });

const templateName = 'spec.template.spec.clusterName';
