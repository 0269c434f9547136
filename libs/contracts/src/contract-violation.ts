import { OperationError } from '@capi/seams';

/** As much of an object as is needed to name it. */
export interface NamedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/** An object or a CRD of another provider is not as its contract says; only the provider, or whoever wrote the object, can change that. */
export class ContractViolation extends OperationError {
  /** Path of the field that is wrong, as in `status.initialization.provisioned`. */
  readonly path: string;

  constructor(object: NamedObject, path: string, wanted: string) {
    const { name, namespace } = object.metadata;
    super('terminal', {
      action: `read ${path}`,
      object: `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
      why: `the contract wants ${wanted}`,
    });
    this.path = path;
  }
}
