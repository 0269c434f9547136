/** The file descriptor by which a process of the sandbox notices that the sandbox is gone. */
export const lifelineDescriptor = 3;
