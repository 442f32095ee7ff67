import { deflateSync, Inflate } from "fflate";
import { UserError } from "../../base/assert";
import { fromBase64Url, toBase64Url } from "../../base/base64url";
import { decodeUtf8, encodeUtf8 } from "../../base/utf8";
import type { Document } from "../../graph/document";
import { serializeProject } from "../project/serialize";

/** What a fragment begins with that carries a document. The number tells how it is packed. */
const MARK = "net=1.";

/** Characters of a fragment. Mail and chat programs cut longer addresses. */
export const MAX_LINK_LENGTH = 16_000;

/** Bytes of a project's text: no link that `shareFragment` made holds as many. */
const MAX_TEXT_BYTES = 4_000_000;

/** So few bytes that what they unpack to is looked at before memory is gone: a thousandfold at most. */
const STEP_BYTES = 1024;

/**
 * A document as the fragment of an address, which browsers send to nobody: its text, deflated, in base64url. Throws a
 * readable error where it is too large for a link.
 */
export function shareFragment(document: Document): string {
  const text = JSON.stringify(JSON.parse(serializeProject(document)));
  const fragment = MARK + toBase64Url(deflateSync(encodeUtf8(text), { level: 9 }));
  if (fragment.length <= MAX_LINK_LENGTH) return fragment;
  throw new UserError(
    `The link to this network would have ${fragment.length} characters; up to ${MAX_LINK_LENGTH} come through mail and chat. Save the network and send the file.`,
  );
}

/**
 * The text of the project file in a fragment, with or without its "#"; null if it carries none. It is anyone's to write,
 * so the text is for `parseProject` to check. Throws a readable error on what is cut off or damaged.
 */
export function sharedText(fragment: string): string | null {
  const given = fragment.replace(/^#/, "");
  if (!given.startsWith("net=")) return null;
  if (!given.startsWith(MARK)) throw refused("it was made by another version of Blockwise");
  const packed = given.length > MAX_LINK_LENGTH ? null : fromBase64Url(given.slice(MARK.length));
  if (!packed) throw refused("it is cut off, or holds characters that no such link has");
  return decodeUtf8(unpack(packed));
}

function unpack(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isDone = false;
  const inflate = new Inflate((piece, final) => {
    pieces.push(piece);
    size += piece.length;
    isDone = final;
  });
  try {
    for (let at = 0; at < packed.length; at += STEP_BYTES) {
      inflate.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
      if (size > MAX_TEXT_BYTES) throw refused("it unpacks to more than any network needs");
    }
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : refused("it is cut off or damaged");
  }
  if (!isDone) throw refused("it is cut off");
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function refused(reason: string): UserError {
  return new UserError(
    `The network of this link cannot be opened: ${reason}. Copy the whole link again, or ask for the project file.`,
  );
}
