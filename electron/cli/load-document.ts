import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createAnalyser } from "../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../shared/analysis/find";
import { networkEnds } from "../../shared/analysis/fit-to-data";
import { widthParamOf } from "../../shared/analysis/width-param";
import { UserError } from "../../shared/base/assert";
import { unknownIdMessage } from "../../shared/base/registry";
import { encodeUtf8 } from "../../shared/base/utf8";
import { openForEditing } from "../../shared/blocks/edit-inside";
import { blocks } from "../../shared/blocks/registry";
import { HEAD_BYTES } from "../../shared/formats/define-import";
import { importFormatOf } from "../../shared/formats/importers";
import { parseProject } from "../../shared/formats/project/parse";
import type { StoredArray } from "../../shared/formats/safetensors/read";
import {
  type Document,
  lastOfPath,
  type NodePath,
  type Params,
  parentPath,
} from "../../shared/graph/document";
import { setParams } from "../../shared/graph/edits";
import { checkParams } from "../../shared/layers/params";
import { layers } from "../../shared/layers/registry";
import { networks, openNetwork } from "../../shared/networks/registry";
import { openModel } from "./model-file";
import { openOnnx } from "./onnx-file";
import type { NetworkOptions } from "./options";

export interface LoadedDocument {
  /** The catalogue's id, or the name of the file without its endings. */
  readonly id: string;
  readonly document: Document;
  /** Of a file that holds weights, under the names of the document's. */
  readonly weights: ReadonlyMap<string, StoredArray> | null;
}

/**
 * The network that a command is about: one of the catalogue by its id, else a project or an ONNX file. Throws a readable error if
 * there is neither, if the file is broken, or if an option does not fit the network.
 */
export async function loadDocument(target: string, options: NetworkOptions = {}): Promise<LoadedDocument> {
  const { input, classes } = options;
  if (networks.get(target)) {
    const given = { ...input, ...(classes === undefined ? {} : { classes }) };
    return { id: target, document: openNetwork(target, given), weights: null };
  }
  const { document: opened, weights } = await readDocument(target);
  const sized = input ? setInputSize(opened, input, target) : opened;
  const id = nameOf(target);
  return { id, document: classes === undefined ? sized : setClasses(sized, classes, target), weights };
}

/** Without the endings of the files that are read. */
export function nameOf(file: string): string {
  return basename(file).replace(/(\.blockwise)?\.json$|\.onnx$/i, "");
}

export function isOnnx(file: string): boolean {
  return /\.onnx$/i.test(file);
}

async function readDocument(file: string): Promise<Omit<LoadedDocument, "id">> {
  if (isOnnx(file)) return (await openOnnx(file)).network;
  const text = await readText(file);
  const format = importFormatOf(file, encodeUtf8(text.slice(0, HEAD_BYTES)));
  if (format) return openModel(file, format);
  const parsed = parseProject(text);
  if (!parsed.ok) throw new UserError(`${file}: ${parsed.error.message}`);
  return { document: parsed.value, weights: null };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (thrown) {
    throw new UserError(readFailure(file, thrown as NodeJS.ErrnoException));
  }
}

function readFailure(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "EISDIR") return `${file} is a folder. Expected a project file or the id of a network.`;
  if (code === "EACCES" || code === "EPERM") return `${file} may not be read. Change its permissions.`;
  if (code !== "ENOENT" && code !== "ENOTDIR") return `${file} cannot be read: ${message}`;
  if (/[./\\]/.test(file)) return `There is no file "${file}".`;
  const known = networks.all.map(({ id }) => id);
  return `${unknownIdMessage("network", file, known)} There is no file of that name either.`;
}

/** Sets the size that the source layer declares. */
function setInputSize(
  document: Document,
  size: NonNullable<NetworkOptions["input"]>,
  file: string,
): Document {
  const source = endsOf(document, file).source;
  const node = document.graph.nodes[source];
  const names = node?.kind === "layer" ? layers.get(node.type)?.imageParams : undefined;
  if (!names) throw new UserError(`${file}: The size of the input cannot be set.`);
  return setAt(document, source, { [names[0]]: size.height, [names[1]]: size.width });
}

/** Sets the width of the last layer that has weights and decides the output; of every auxiliary classifier likewise. */
function setClasses(document: Document, classes: number, file: string): Document {
  const ends = endsOf(document, file);
  const analysis = createAnalyser().analyse(document);
  let result = document;
  for (const { head } of [ends, ...ends.auxiliary]) {
    const node = head === null ? undefined : nodeAnalysisAt(analysis, head);
    const param = node && widthParamOf(node);
    if (head === null || !param) {
      throw new UserError(
        `${file}: No single layer decides the number of classes, so --classes cannot set it.`,
      );
    }
    result = setAt(result, head, { [param]: classes });
  }
  return result;
}

function endsOf(document: Document, file: string) {
  const ends = networkEnds(createAnalyser().analyse(document));
  if (!ends.ok) throw new UserError(`${file}: ${ends.error.message} Expected ${ends.error.expected}.`);
  return ends.value;
}

/** Refuses values out of range: they were asked for just now, so they are no problem of the file's. */
function setAt(document: Document, path: NodePath, params: Params): Document {
  const opened = openForEditing(document, parentPath(path), "this");
  const edited = setParams(opened.graph, lastOfPath(path), params)(opened.document);
  const node = nodeAnalysisAt(createAnalyser().analyse(edited), path)?.node;
  const row = node?.kind === "layer" ? layers.get(node.type) : blocks.get(node?.definition ?? "");
  const asked = Object.fromEntries(Object.entries(row?.params ?? {}).filter(([name]) => name in params));
  const [fault] = checkParams(asked, params);
  if (fault) throw new UserError(`${fault.message} Expected ${fault.expected}, received ${fault.received}.`);
  return edited;
}
