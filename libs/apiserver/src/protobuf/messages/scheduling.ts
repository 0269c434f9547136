/** Messages of scheduling/v1, in the notation of `messages.ts`. */
export const scheduling = `
PriorityClass 1metadata:meta.ObjectMeta 2!value:i 3globalDefault:b 4description:s 5!preemptionPolicy:s
`;
