import { readFile } from "node:fs/promises";
import { createAnalyser } from "../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../shared/analysis/find";
import { networkEnds } from "../../shared/analysis/fit-to-data";
import { widthParamOf } from "../../shared/analysis/width-param";
import { UserError } from "../../shared/base/assert";
import { unknownIdMessage } from "../../shared/base/registry";
import { decodeUtf8 } from "../../shared/base/utf8";
import { openForEditing } from "../../shared/blocks/edit-inside";
import { blocks } from "../../shared/blocks/registry";
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
import { ownBytes } from "./files";
import { type ModelFile, modelName, openModel } from "./model-file";
import type { NetworkOptions } from "./options";

export interface LoadedDocument {
  /** The catalogue's id, or the name of the file without its endings. */
  readonly id: string;
  readonly document: Document;
  /** Of a file that holds weights, under the names of the document's. */
  readonly weights: ReadonlyMap<string, StoredArray> | null;
  /** Where it was read from another program's file. */
  readonly model: ModelFile | null;
}

/**
 * The network that a command is about: one of the catalogue by its id, else a project or another program's model. Throws
 * a readable error if there is none, if the file is broken, or if an option does not fit the network.
 */
export async function loadDocument(target: string, options: NetworkOptions = {}): Promise<LoadedDocument> {
  const { input, classes } = options;
  if (networks.get(target)) {
    const given = { ...input, ...(classes === undefined ? {} : { classes }) };
    return { id: target, document: openNetwork(target, given), weights: null, model: null };
  }
  const { document: opened, ...rest } = await readDocument(target);
  const sized = input ? setInputSize(opened, input, target) : opened;
  const id = modelName(target).replace(/\.blockwise$/i, "");
  return { id, document: classes === undefined ? sized : setClasses(sized, classes, target), ...rest };
}

async function readDocument(file: string): Promise<Omit<LoadedDocument, "id">> {
  const bytes = await readNetworkFile(file);
  const model = await openModel(file, bytes);
  if (model) return { ...model.network, model };
  const parsed = parseProject(decodeUtf8(new Uint8Array(bytes)));
  if (!parsed.ok) throw new UserError(`${file}: ${parsed.error.message}`);
  return { document: parsed.value, weights: null, model: null };
}

async function readNetworkFile(file: string): Promise<ArrayBuffer> {
  try {
    return ownBytes(await readFile(file));
  } catch (thrown) {
    throw new UserError(readFailure(file, thrown as NodeJS.ErrnoException));
  }
}

function readFailure(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "EISDIR")
    return `${file} is a folder. Expected a project, another program's model or the id of a network.`;
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
