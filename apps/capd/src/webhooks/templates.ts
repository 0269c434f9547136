import { findings, gateOff, invalid, validateTemplateMetadata, type Admission, type Finding, type Ruling } from '@capi/admission';
import {
  annotations,
  asRead,
  draftOf,
  type Draft,
  type KindDeclaration,
  type KubernetesObject,
  type Resource,
  type TemplateMetadata,
} from '@capi/api';
import { isSameJson, type DeepReadonly } from '@capi/seams';

/** What all templates of this provider look like. */
interface Template extends KubernetesObject {
  spec?: { template: { metadata?: TemplateMetadata; spec: unknown } };
}

type KindOf<T extends KubernetesObject> = Resource<T> & { readonly declaration: KindDeclaration };

interface ClusterTemplateRules<T extends Template> {
  readonly kind: KindOf<T>;
  readonly defaults: (object: DeepReadonly<T>) => DeepReadonly<T>;
  /** What is wrong with the content besides its schema. */
  readonly content: (spec: DeepReadonly<T>) => readonly Finding[];
}

const contentOf = (object: DeepReadonly<Template>): unknown => draftOf(object).spec?.template?.spec;
const metadataOf = (object: DeepReadonly<Template>): Draft<TemplateMetadata> | undefined => draftOf(object).spec?.template?.metadata;

const validateMetadata = (object: DeepReadonly<Template>): readonly Finding[] =>
  validateTemplateMetadata('spec.template.metadata', metadataOf(object));

const unchanged = (was: unknown, is: unknown): readonly Finding[] =>
  isSameJson(was, is)
    ? []
    : [
        invalid(
          'spec.template.spec',
          is,
          'field is immutable, since what was made from the template would differ from it: make a new template',
        ),
      ];

/** A template for clusters: made for ClusterClasses only, and never changed. Defaults that came later do not count as a change. */
export const validateClusterTemplate = <T extends Template>({ kind, defaults, content }: ClusterTemplateRules<T>) => {
  const read = asRead<T>(kind);
  return ({ object, before, gates }: Admission<T>): Ruling => {
    if (before !== undefined) return findings(unchanged(contentOf(read(defaults(before))), contentOf(read(defaults(object)))));
    if (!gates.enabled('ClusterTopology')) return gateOff('ClusterTopology');
    return findings(content(object), validateMetadata(object));
  };
};

/** A template for machines: its content is never changed, except in a dry run by which a topology finds out what would change. */
export const validateMachineTemplate = <T extends Template>(kind: KindOf<T>) => {
  const read = asRead<T>(kind);
  return ({ object, before, dryRun }: Admission<T>): Ruling => {
    const rehearsed = dryRun && draftOf(object).metadata?.annotations?.[annotations.topologyDryRun] !== undefined;
    return findings(
      before === undefined || rehearsed ? [] : unchanged(contentOf(read(before)), contentOf(read(object))),
      validateMetadata(object),
    );
  };
};
