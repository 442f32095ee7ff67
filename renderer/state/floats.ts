/** Numbers in a typed array that grows by doubling. */
export class Floats {
  #held = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#held[index] as number;
  }

  push(value: number): void {
    if (this.#length === this.#held.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[this.#length++] = value;
  }

  set(index: number, value: number): void {
    this.#held[index] = value;
  }

  slice(start: number, end: number): number[] {
    return [...this.#held.subarray(start, Math.min(end, this.#length))];
  }

  clear(): void {
    this.#length = 0;
  }
}
