import { createStore, useStore } from "zustand";

const store = createStore<{ readonly message: string }>(() => ({ message: "" }));

/** Says something to screen readers alone; what is on screen says it to the rest. */
export function announce(message: string): void {
  store.setState({ message });
}

export function Announcer() {
  const message = useStore(store, (state) => state.message);
  return (
    <div className="bw-visually-hidden" role="status" aria-live="polite">
      {message}
    </div>
  );
}
