import { annotations } from '../../names/annotations.ts';
import { inlineBootstrapDataName, isInlineBootstrapDataName } from '../../names/bootstrap-data.ts';
import { withAnnotation, withoutAnnotation } from '../conversion-data.ts';
import { at, isZero, objectIn, put, textIn, type Draft, type Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';

const annotation = annotations.inlineBootstrapData;

/**
 * Bootstrap data that a user wrote into a Machine of v1alpha2. The hub only knows the name of a Secret: the data travel in an annotation,
 * from which the Machine controller makes the Secret. In a template the annotation stands in the template's metadata, so that every
 * Machine gets it, and with it a Secret of its own. Data beside a bootstrap config came from that config and are not meant here.
 * @param machine where the Machine's spec is: `spec`, or `spec.template.spec`
 * @param metadata where the metadata of the Machines are
 */
export function inlineData({ machine, metadata }: { readonly machine: string; readonly metadata: string }): Mapping {
  const template = machine !== 'spec';
  const dataPath = `${machine}.bootstrap.data`;
  const secretPath = `${machine}.bootstrap.dataSecretName`;
  const byConfig = (object: Json): boolean => !isZero(at(object, `${machine}.bootstrap.configRef`));
  const nameOf = (object: Json): string => textIn(at(object, 'metadata.name'));
  // A MachineSet that a MachineDeployment made has the name for the deployment's data in its template.
  const isNamedFor = (secret: string, object: Json, data: string): boolean =>
    template ? isInlineBootstrapDataName(secret, data) : secret === inlineBootstrapDataName(nameOf(object));
  const newName = (object: Json, data: string): string => inlineBootstrapDataName(nameOf(object), template ? data : undefined);
  return {
    up(old, hub, { remembered }) {
      const data = at(old, dataPath);
      if (typeof data !== 'string' || byConfig(old)) return;
      // Empty data mean "there are none, and none are needed", which an empty name says today.
      const before = textIn(at(remembered, secretPath));
      put(hub, secretPath, data === '' ? '' : isNamedFor(before, old, data) ? before : newName(old, data));
      if (data !== '') put(hub, metadata, withAnnotation(objectIn(at(hub, metadata)) ?? {}, annotation, data));
    },
    down(hub, old) {
      if (byConfig(hub)) return;
      const secret = at(hub, secretPath);
      if (secret === '') put(old, dataPath, '');
      const shown = objectIn(at(old, metadata));
      const data = objectIn(shown?.['annotations'])?.[annotation];
      if (shown === undefined || typeof data !== 'string' || !isNamedFor(textIn(secret), hub, data)) return;
      put(old, dataPath, data);
      const rest = withoutAnnotation(shown, annotation);
      if (template && isZero(rest)) delete (at(old, 'spec.template') as Draft)['metadata'];
      else put(old, metadata, rest);
    },
  };
}
