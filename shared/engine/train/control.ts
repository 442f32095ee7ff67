/** How a person steers a run that is under way: it looks here between steps. */
export class Control {
  #cancelled = false;
  #paused = false;
  #wake: (() => void) | null = null;
  readonly #onPause: (paused: boolean) => void;

  /** `onPause` is called when the run has really come to rest, and when it goes on. */
  constructor(onPause: (paused: boolean) => void = ignore) {
    this.#onPause = onPause;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  cancel(): void {
    this.#cancelled = true;
    this.resume();
  }

  /**
   * Lets the event loop run, and waits while paused; `beforeRest` is done before that is said. True if the run shall end.
   */
  async checkpoint(beforeRest?: () => Promise<void>): Promise<boolean> {
    await nextTurn();
    if (this.#paused && !this.#cancelled) {
      await beforeRest?.();
      this.#onPause(true);
      while (this.#paused && !this.#cancelled) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      this.#wake = null;
      this.#onPause(false);
    }
    return this.#cancelled;
  }
}

function ignore(): void {
  // Nobody wants to know.
}

/** A turn of the event loop without the delay that browsers add to timers. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
