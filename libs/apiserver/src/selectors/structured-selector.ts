/** `metav1.LabelSelector`, as it stands in objects. */
export interface LabelSelectorFields {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Whether labels are those that a selector asks for; an empty selector asks for nothing. */
export function selectsLabels(selector: LabelSelectorFields, labels: Readonly<Record<string, string>> = {}): boolean {
  const isEqual = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    isEqual &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Whether a selector asks for nothing. */
export const selectsAll = ({ matchLabels = {}, matchExpressions = [] }: LabelSelectorFields): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
