/** This process does not hold its lease (any more) and must not write. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}
