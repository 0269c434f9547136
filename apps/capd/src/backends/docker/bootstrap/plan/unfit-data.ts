/** Bootstrap data that cannot be carried out. The message is for people and never quotes the data. */
export class UnfitData extends Error {
  override readonly name = 'UnfitData';

  constructor(why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
  }
}
