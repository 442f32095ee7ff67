import type { GraphBuilder } from "../blocks/graph-builder";

/** Flattens the map and adds hidden dense stages under the papers' names (fc6, fc7). */
export function hiddenDense(builder: GraphBuilder, names: readonly string[], units: readonly number[]): void {
  builder.layer("flatten", "flatten");
  for (const [index, name] of names.entries()) {
    builder.block(name, "dense-stage", { units: units[index] as number });
  }
}

/** The last dense layer and its softmax. */
export function classify(builder: GraphBuilder, name: string, classes: number): void {
  builder.layer(name, "dense", { units: classes });
  builder.layer("softmax", "softmax");
}
