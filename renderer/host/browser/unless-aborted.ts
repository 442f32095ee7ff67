/** What a picker gives, or null if the person closed it. */
export async function unlessAborted<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (thrown) {
    if (isNamed(thrown, "AbortError")) return null;
    throw thrown;
  }
}

export function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof DOMException && thrown.name === name;
}
