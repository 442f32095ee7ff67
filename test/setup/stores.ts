import type { StoreApi } from "zustand";

declare global {
  interface ImportMeta {
    glob<T>(pattern: string, options: { eager: true }): Record<string, T>;
  }
}

const modules = import.meta.glob<Record<string, unknown>>("../../renderer/state/*.ts", { eager: true });

const stores = Object.values(modules).flatMap((module) => Object.values(module).filter(isStore));

/** The app's stores as they are when it starts. */
export function resetStores(): void {
  for (const store of stores) store.setState(store.getInitialState(), true);
}

function isStore(value: unknown): value is StoreApi<unknown> {
  return typeof value === "object" && value !== null && "getInitialState" in value;
}
