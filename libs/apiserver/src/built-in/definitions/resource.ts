/** Types of resource, in the notation of `parse-definitions.ts`. */
export const resource = `
Quantity = quantity
`;
