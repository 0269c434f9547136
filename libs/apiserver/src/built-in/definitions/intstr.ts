/** Types of intstr, in the notation of `parse-definitions.ts`. */
export const intstr = `
IntOrString = int-or-string
`;
