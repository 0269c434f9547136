/** Whether a process says so at its `/readyz`. Rejects with the signal's reason only. */
export async function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal });
    await response.arrayBuffer();
    return response.status === 200;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) return false; // nobody listens yet
    throw error;
  }
}
