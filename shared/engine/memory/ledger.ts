/** Memory that one or several values share. */
interface Store {
  readonly bytes: number;
  holders: number;
}

/** A tensor of which only the size matters: its shape, batch first, and the memory that it lies in. */
export interface Value {
  readonly shape: readonly number[];
  readonly store: Store;
}

/** Counts what is held, and the most that ever was. */
export class Ledger {
  #held = 0;
  #peak = 0;

  get held(): number {
    return this.#held;
  }

  get peak(): number {
    return this.#peak;
  }

  make(shape: readonly number[]): Value {
    const value = { shape, store: { bytes: bytesOf(shape), holders: 1 } };
    this.#held += value.store.bytes;
    this.strain(0);
    return value;
  }

  /** The same memory under another name or shape. */
  share({ store }: Value, shape: readonly number[]): Value {
    store.holders++;
    return { shape, store };
  }

  free({ store }: Value): void {
    store.holders--;
    if (store.holders === 0) this.#held -= store.bytes;
  }

  /** So many bytes on top of what is held, for a moment. */
  strain(bytes: number): void {
    this.#peak = Math.max(this.#peak, this.#held + bytes);
  }
}

export function bytesOf(shape: readonly number[]): number {
  return 4 * shape.reduce((product, size) => product * size, 1);
}
