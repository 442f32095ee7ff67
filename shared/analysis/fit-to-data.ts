import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import { openForEditing } from "../blocks/edit-inside";
import {
  BLOCK_OUTPUT,
  type Document,
  type Edge,
  joinPath,
  lastOfPath,
  type NodePath,
  parentPath,
} from "../graph/document";
import { setParams } from "../graph/edits";
import type { Edit } from "../graph/history";
import { adjacency } from "../graph/traverse";
import { hasTrait } from "../layers/define";
import { layers } from "../layers/registry";
import { channelsOf, heldShape, isMap, type MapShape, type Shape, shapeText } from "../layers/shape";
import { createAnalyser } from "./analyse";
import { nodeAnalysisAt } from "./find";
import { scoreMakers } from "./score-makers";
import type { GraphAnalysis, NodeAnalysis } from "./types";
import { widthParamOf } from "./width-param";

/** What a dataset asks of a network: square colour images in, one number per class out, for the image or each pixel. */
export interface DataShape {
  readonly size: number;
  readonly classes: number;
  readonly perPixel?: boolean;
}

/** A place where scores leave a network. */
export interface NetworkExit {
  readonly sink: NodePath;
  readonly output: Shape | null;
  /** The layer or block whose width is the number of classes, or null where several branches decide it together. */
  readonly head: NodePath | null;
}

/** Where images enter a network and scores leave it. */
export interface NetworkEnds extends NetworkExit {
  readonly source: NodePath;
  readonly input: MapShape | null;
  /** Of the classifiers that only training asks. */
  readonly auxiliary: readonly NetworkExit[];
}

const COLOURS = 3;

/** The one input and the one output beside those of auxiliary classifiers, or why the network has not one of each. */
export function networkEnds(analysis: GraphAnalysis): Result<NetworkEnds, Fault> {
  const nodes = analysis.order.flatMap((id) => analysis.nodes.get(id) ?? []);
  const sources = nodes.filter(({ node }) => node.kind === "layer" && isSource(node.type));
  const { outgoing } = adjacency(analysis.graph);
  const sinks = nodes.filter(({ node }) => !outgoing.has(node.id) && !sources.some((s) => s.node === node));
  const mains = sinks.filter(({ lossWeight }) => lossWeight === undefined);
  const [source] = sources;
  const [sink] = mains;
  if (!source || sources.length > 1) return err(count("input", sources));
  if (!sink || mains.length > 1) return err(count("output", mains));
  const [input] = source.outputs;
  const exitAt = ({ node, outputs }: NodeAnalysis): NetworkExit => {
    return { sink: node.id, output: heldShape(outputs[0]), head: headFrom(analysis, node.id, "") };
  };
  return ok({
    source: source.node.id,
    input: input && isMap(input) ? input : null,
    ...exitAt(sink),
    auxiliary: sinks.filter((each) => !mains.includes(each)).map(exitAt),
  });
}

/** Why the network cannot be trained on such data as it stands; empty if it can. Faults inside the network are not told here. */
export function misfits(ends: NetworkEnds, data: DataShape): readonly Fault[] {
  const faults: Fault[] = [];
  const wanted: MapShape = [data.size, data.size, COLOURS];
  if (ends.input && shapeText(ends.input) !== shapeText(wanted)) {
    faults.push(
      fault(
        `The network takes images of ${shapeText(ends.input)}, the data has ${shapeText(wanted)}.`,
        shapeText(wanted),
        shapeText(ends.input),
      ),
    );
  }
  for (const { sink, output } of [ends, ...ends.auxiliary]) {
    if (!output || fitsClasses(output, data)) continue;
    const received = isMap(output) ? `a map of ${shapeText(output)}` : `${shapeText(output)} scores`;
    const what = sink === ends.sink ? "The network" : `The auxiliary classifier "${sink}"`;
    const message = `${what} ends in ${received}, the data has ${data.classes} classes${data.perPixel ? " for each pixel" : ""}.`;
    faults.push(fault(message, expectedScores(data), received));
  }
  return faults;
}

/**
 * The document with its input and its last weighted layer made to agree with the data. Whether the layers between
 * still work at that size is for the analysis to say: see `smallestSize`.
 */
export function fitToData(
  document: Document,
  analysis: GraphAnalysis,
  data: DataShape,
): Result<Document, Fault> {
  const ends = networkEnds(analysis);
  if (!ends.ok) return ends;
  const source = analysis.nodes.get(ends.value.source);
  const names = source?.node.kind === "layer" ? layers.get(source.node.type)?.imageParams : undefined;
  if (!source || !names) return err(unsettable("size of the input"));
  const [height, width, channels] = names;
  const size = { [height]: data.size, [width]: data.size, [channels]: COLOURS };
  const sized = setAt(document, ends.value.source, size);
  return data.perPixel
    ? withPixelClasses(sized, data)
    : withClasses(sized, analysis, ends.value, data.classes);
}

function withClasses(
  sized: Document,
  analysis: GraphAnalysis,
  ends: NetworkEnds,
  classes: number,
): Result<Document, Fault> {
  const { output } = ends;
  if (output && scoresOf(output) === null && !endsInScores(sized)) return err(endsInMap(output));
  let fitted = sized;
  for (const exit of [ends, ...ends.auxiliary]) {
    if (exit.output && scoresOf(exit.output) === classes) continue;
    const widened = setClasses(fitted, analysis, exit, classes);
    if (!widened) return err(unsettable("number of classes"));
    fitted = widened;
  }
  return ok(fitted);
}

function withPixelClasses(sized: Document, data: DataShape): Result<Document, Fault> {
  const analysis = createAnalyser().analyse(sized);
  const ends = networkEnds(analysis);
  if (!ends.ok) return ends;
  const { sink, output } = ends.value;
  if (output && fitsClasses(output, data)) return ok(sized);
  if (output && (!isMap(output) || output[0] !== data.size || output[1] !== data.size)) {
    return err(endsInNoMap(output, data));
  }
  const makers = scoreMakers(analysis, sink);
  if (makers.length === 0) return err(unsettable("number of classes"));
  const fitted = makers.reduce((document, id) => {
    const node = analysis.nodes.get(id);
    const param = node && widthParamOf(node);
    return param ? setAt(document, id, { [param]: data.classes }) : document;
  }, sized);
  return ok(fitted);
}

/** Null where no single layer decides the number of classes. */
function setClasses(
  document: Document,
  analysis: GraphAnalysis,
  { head }: NetworkExit,
  classes: number,
): Document | null {
  const node = head === null ? undefined : nodeAnalysisAt(analysis, head);
  const param = node && widthParamOf(node);
  return head !== null && param ? setAt(document, head, { [param]: classes }) : null;
}

/** As an edit; a network that cannot be made to fit stays as it is. */
export function fittingEdit(analysis: GraphAnalysis, data: DataShape): Edit {
  return (document) => {
    const fitted = fitToData(document, analysis, data);
    return fitted.ok ? fitted.value : document;
  };
}

/** The smallest of `sizes` at which the network, made to fit, has no fault; null if there is none. */
export function smallestSize(
  document: Document,
  analysis: GraphAnalysis,
  data: DataShape,
  sizes: readonly number[],
): number | null {
  const analyser = createAnalyser();
  const works = (size: number): boolean => {
    const fitted = fitToData(document, analysis, { ...data, size });
    if (!fitted.ok) return false;
    const refitted = analyser.analyse(fitted.value);
    return refitted.problems.length === 0 && refitted.totals.complete;
  };
  return sizes.find(works) ?? null;
}

/** How many scores an output holds, as a vector or as a map of one pixel; null for a larger map. */
export function scoresOf(output: Shape): number | null {
  if (isMap(output) && (output[0] > 1 || output[1] > 1)) return null;
  return channelsOf(output);
}

function isSource(type: string): boolean {
  return hasTrait(layers.get(type), "source");
}

/** Upstream from a node to the first that declares a width, into blocks that do not; null at a parting of ways. */
function headFrom(analysis: GraphAnalysis, start: string, frame: NodePath): NodePath | null {
  const { incoming } = adjacency(analysis.graph);
  let id: string | undefined = start;
  while (id !== undefined) {
    const node: NodeAnalysis | undefined = analysis.nodes.get(id);
    if (!node) return null;
    if (widthParamOf(node)) return joinPath(frame, id);
    const [last] = node.copies.slice(-1);
    // The last of several copies has no width of its own: it is the block's, whatever fed it.
    if (last) return node.copies.length === 1 ? headOfBlock(last, joinPath(frame, id)) : null;
    const edges: readonly Edge[] = incoming.get(id) ?? [];
    id = edges.length === 1 ? edges[0]?.from.node : undefined;
  }
  return null;
}

function headOfBlock(inside: GraphAnalysis, path: NodePath): NodePath | null {
  const [leaving, ...others] = adjacency(inside.graph).incoming.get(BLOCK_OUTPUT) ?? [];
  return leaving && others.length === 0 ? headFrom(inside, leaving.from.node, path) : null;
}

function setAt(document: Document, path: NodePath, params: Readonly<Record<string, number>>): Document {
  const opened = openForEditing(document, parentPath(path), "this");
  const edited = setParams(opened.graph, lastOfPath(path), params)(opened.document);
  return edited === opened.document ? document : edited;
}

function count(what: "input" | "output", found: readonly NodeAnalysis[]): Fault {
  const names = found.map(({ node }) => node.name).join(", ");
  if (found.length === 0) {
    return fault(`The network has no ${what}.`, `one ${what}`, "none");
  }
  return fault(`The network has ${found.length} ${what}s: ${names}.`, `one ${what}`, `${found.length}`);
}

function fitsClasses(output: Shape, { size, classes, perPixel }: DataShape): boolean {
  return perPixel ? shapeText(output) === `${size}×${size}×${classes}` : scoresOf(output) === classes;
}

function expectedScores({ size, classes, perPixel }: DataShape): string {
  return perPixel ? `a map of ${size}×${size}×${classes}` : `${classes} scores, one for each class`;
}

function endsInNoMap(output: Shape, data: DataShape): Fault {
  return fault(
    "The data has a class for each pixel, and the network does not end in a score for each pixel.",
    expectedScores(data),
    isMap(output) ? `a map of ${shapeText(output)}` : `${shapeText(output)} scores for the whole image`,
  );
}

/** A network that ends in a map may end in one pixel at another size. Half a network ends in nothing, which is told elsewhere. */
function endsInScores(document: Document): boolean {
  const ends = networkEnds(createAnalyser().analyse(document));
  const output = ends.ok ? ends.value.output : null;
  return output === null || scoresOf(output) !== null;
}

function endsInMap(output: Shape): Fault {
  return fault(
    `The network ends in a map of ${shapeText(output)}, and there is no class of a whole image to learn from that.`,
    "one score for each class",
    shapeText(output),
  );
}

function unsettable(what: string): Fault {
  return fault(
    `The ${what} cannot be set for you: no single layer decides it.`,
    "one layer that decides it",
    "several layers together",
  );
}
