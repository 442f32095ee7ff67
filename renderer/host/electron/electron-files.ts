import type { LargeFile, OpenedFile } from "../../../shared/contracts/files";
import type { Bridge, FoundFile } from "../../../shared/contracts/ipc";
import { answerOf } from "./reply";

/** What one message carries: copies of it stand in both processes at once. */
const PIECE_BYTES = 64 * 1024 * 1024;

/** A project as it is, and a model as a file of which the main process reads what is asked for. */
export function openedFrom(files: Bridge["files"], found: FoundFile): OpenedFile {
  if ("text" in found) return found;
  const { name, size, place } = found;
  return { name, bytes: partOf(files, place, 0, size), besides: {}, place };
}

function partOf(files: Bridge["files"], place: string, from: number, to: number): LargeFile {
  return {
    size: to - from,
    slice: (begin, end) => partOf(files, place, Math.min(from + begin, to), Math.min(from + end, to)),
    async arrayBuffer() {
      const whole = new Uint8Array(to - from);
      for (let at = from; at < to; at += PIECE_BYTES) {
        const piece = await answerOf(files.readModel(place, at, Math.min(at + PIECE_BYTES, to)));
        whole.set(new Uint8Array(piece), at - from);
      }
      return whole.buffer;
    },
  };
}
