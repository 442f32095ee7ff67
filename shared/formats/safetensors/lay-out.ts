import { UserError } from "../../base/assert";
import { readHeader } from "./header";
import { openFile } from "./write";

/**
 * Numbers as machines hold them. Little-endian ones only, as the format is: nothing else runs WebAssembly or WebGPU.
 * Ordered by the size of an element, so that in a file that holds several each begins where a view of it may.
 */
const views = {
  F32: Float32Array<ArrayBuffer>,
  I32: Int32Array<ArrayBuffer>,
  U8: Uint8Array<ArrayBuffer>,
} as const;

export type Dtype = keyof typeof views;
type ViewOf<D extends Dtype> = InstanceType<(typeof views)[D]>;

export interface Room {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

export interface LaidOut {
  readonly file: ArrayBuffer;
  /** The place of an array in the file, to write to or to read from. Throws a readable error if it is not there. */
  view<D extends Dtype>(name: string, dtype: D): ViewOf<D>;
}

/** A file whose arrays are still to be written, in place: nothing large is ever held twice. */
export function layOutSafetensors(
  rooms: ReadonlyMap<string, Room>,
  metadata: Readonly<Record<string, string>>,
): LaidOut {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const dtype of Object.keys(views) as readonly Dtype[]) {
    for (const [name, room] of rooms) {
      if (room.dtype !== dtype) continue;
      const end = offset + elements(room.shape) * views[dtype].BYTES_PER_ELEMENT;
      header[name] = { dtype, shape: room.shape, data_offsets: [offset, end] };
      offset = end;
    }
  }
  return openSafetensors(openFile(header, offset).file);
}

export interface OpenedSafetensors extends LaidOut {
  readonly metadata: Readonly<Record<string, string>>;
  readonly rooms: ReadonlyMap<string, { readonly dtype: string; readonly shape: readonly number[] }>;
}

/** Arrays without copying them. Throws a readable error on a file that is damaged, cut off or something else. */
export function openSafetensors(file: ArrayBuffer): OpenedSafetensors {
  const { entries, metadata } = readHeader(file);
  return {
    file,
    metadata,
    rooms: entries,
    view<D extends Dtype>(name: string, dtype: D): ViewOf<D> {
      const entry = entries.get(name);
      const { BYTES_PER_ELEMENT: bytes } = views[dtype];
      const isWhole = entry && entry.end - entry.begin === elements(entry.shape) * bytes;
      if (!isWhole || entry.dtype !== dtype) {
        throw new UserError(
          `The file holds no whole "${name}" of type ${dtype}. Choose one that is not damaged.`,
        );
      }
      const { begin, end } = entry;
      const [source, at] = begin % bytes === 0 ? [file, begin] : [file.slice(begin, end), 0];
      const View = views[dtype];
      return new View(source, at, (end - begin) / bytes) as ViewOf<D>;
    },
  };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
