/** Types of runtime, in the notation of `parse-definitions.ts`. */
export const runtime = `
RawExtension = object
`;
