/** Why a wish of the user cannot be carried out: what is wrong, with which value, and what to do, in one sentence. */
export interface Problem {
  readonly problem: string;
}

/** Tells a finding from what was asked for. */
export const isProblem = <Value>(value: Value | Problem): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;
