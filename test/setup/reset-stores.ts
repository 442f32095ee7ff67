import { afterAll, expect } from "vitest";

/** Test files share a worker, and with it the app's stores: each leaves them to the next as the app finds them. */
export function resetStoresAfterwards(): void {
  afterAll(async () => {
    // What knows nothing of the app has not touched its stores, and need not load them.
    if (!expect.getState().testPath?.includes("/test/renderer/")) return;
    const { resetStores } = await import("./stores");
    resetStores();
  });
}
