/** Charts of one run, which are zoomed and pointed at together. */
export class ChartGroup {
  /** Of the steps; null for all of them. */
  zoom: readonly [from: number, to: number] | null = null;
  readonly key = `train-${++count}`;
  readonly #listeners = new Set<() => void>();

  setZoom(zoom: readonly [from: number, to: number] | null): void {
    this.zoom = zoom;
    for (const listener of this.#listeners) listener();
  }

  onZoom(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

let count = 0;
