import { type Document, emptyDocument, type GraphNode } from "../../shared/graph/document";
import { layerParams } from "../../shared/layers/registry";
import { isMap, type MapShape, type Shape } from "../../shared/layers/shape";
import { graph, layer } from "./graphs";
import type { LayerCase } from "./layer-examples";

/** Of a vector alone. */
const IMAGE: MapShape = [4, 5, 3];

/**
 * A layer as a network of one image: other inputs are made of it by resizing or averaging, and then a convolution or a
 * dense layer.
 */
export function layerDocument({ layer: { type }, example, params }: LayerCase): Document {
  const image = example.inputs.find(isMap) ?? IMAGE;
  const [height, width, channels] = image;
  const nodes: GraphNode[] = [layer("image", "input", { height, width, channels })];
  const edges: string[] = [];
  const behind = (from: string, to: GraphNode): string => {
    nodes.push(to);
    edges.push(`${from}>${to.id}`);
    return to.id;
  };
  const made = (shape: Shape, port: number): string => {
    if (!isMap(shape)) {
      const means = behind("image", of(`means${port}`, "global-avg-pool"));
      return behind(means, of(`features${port}`, "dense", { units: shape[0] }));
    }
    const size = [shape[0], shape[1]];
    const resized = behind("image", of(`resized${port}`, "resize", { to: "size", size, mode: "bilinear" }));
    const convolution = { filters: shape[2], kernel: [1, 1], padding: "valid" };
    return behind(resized, of(`map${port}`, "conv2d", convolution));
  };
  nodes.push(layer("it", type, params));
  for (const [port, shape] of example.inputs.entries()) {
    const from = shape === image ? "image" : made(shape, port);
    edges.push(port === 0 ? `${from}>it` : `${from}>it:${port}`);
  }
  return { ...emptyDocument("one layer"), graph: graph(nodes, edges) };
}

function of(id: string, type: string, params = {}): GraphNode {
  return layer(id, type, layerParams(type, params));
}
