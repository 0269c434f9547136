/** A patch that cannot be applied. The message is what a client reads in `status.message`. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
  /** 400 when the patch itself is malformed, 422 when it does not fit the object. */
  readonly code: 400 | 422;

  constructor(code: 400 | 422, message: string) {
    super(message);
    this.code = code;
  }
}
