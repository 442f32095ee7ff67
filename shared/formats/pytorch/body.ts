import type { TorchArgument, TorchHelper } from "../../layers/torch";
import type { Forward } from "./forward";

/** A constructor call whose class is one of PyTorch's, or one that stands in the file. */
export interface Construction {
  readonly callee: string;
  readonly args: readonly TorchArgument[];
}

/** What a module keeps under a name: one part, or copies in a row. */
export interface Member {
  readonly name: string;
  readonly parts: readonly Construction[];
  /** Copies take and give more than one tensor, so that `forward` goes through them itself. */
  readonly isList: boolean;
}

/** The inside of a class as one instance needs it, before what differs between instances becomes parameters. */
export interface Body extends Forward {
  readonly members: readonly Member[];
  /** The way to auxiliary outputs as well. */
  readonly training?: Forward;
  readonly helpers: readonly TorchHelper[];
}

/** Two bodies that differ in numbers only are one class. */
export function skeletonOf(definition: string, body: Body): string {
  const members = body.members.map(({ name, parts, isList }) => {
    const shown = areAlike(parts) ? parts.slice(0, 1) : parts;
    const constructions = shown.map(({ callee, args }) => [callee, args.map((each) => each.name)]);
    return [name, isList, parts.length > 1, constructions];
  });
  return JSON.stringify([definition, members, body.inputs, body.statements, body.outputs]);
}

/** Whether copies are all made by the same call, so that a loop can make them. */
export function areAlike(parts: readonly Construction[]): boolean {
  const [first, ...rest] = parts.map((part) => JSON.stringify(part));
  return rest.every((part) => part === first);
}
