/** Labels as filters of the engine have them. */
export const labelFilter = (labels: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(labels).map(([key, value]) => (value === undefined ? key : `${key}=${value}`));
