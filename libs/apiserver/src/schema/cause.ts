/** Why one field of an object was refused, as in `details.causes` of a Status. */
export interface Cause {
  readonly reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueTypeInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueNotFound'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueForbidden'
    | 'InternalError';
  /** What stands after the path in the Status message: `Required value`, `Invalid value: 3: must be …`. */
  readonly message: string;
  /** Kubernetes field path: `spec.template.containers[0].name`; `<nil>` for the object itself. */
  readonly field: string;
}
