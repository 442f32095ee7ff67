import type { TorchValue } from "../../layers/torch";
import { areAlike, type Body, type Construction, type Member } from "./body";
import { unused, variableOf } from "./python-names";

/** What an argument of a constructor is: the same for all instances, or a parameter of the class. */
export type Slot =
  | { readonly kind: "literal"; readonly value: TorchValue }
  | { readonly kind: "parameter"; readonly name: string };

export interface SlottedArgument {
  readonly name: string;
  readonly slot: Slot;
  readonly positional: boolean;
  /** PyTorch assumes as much. */
  readonly isDefault: boolean;
}

export interface SlottedConstruction {
  readonly callee: string;
  readonly args: readonly SlottedArgument[];
}

export interface SlottedMember {
  readonly name: string;
  readonly isList: boolean;
  readonly parts: readonly SlottedConstruction[];
  /** How often the only part stands in a row; null where the parts are written one by one. */
  readonly repeats: Slot | null;
}

export interface ClassParameter {
  readonly name: string;
  readonly positional: boolean;
  /** One per instance. */
  readonly values: readonly TorchValue[];
}

export interface Unified {
  readonly members: readonly SlottedMember[];
  readonly parameters: readonly ClassParameter[];
}

interface RawSlot {
  readonly member: string;
  readonly argument: string;
  readonly positional: boolean;
  readonly standard: TorchValue | undefined;
  readonly values: readonly TorchValue[];
}

/** Bodies of one skeleton as one class: where they differ it has parameters, one for all places that always agree. */
export function unify(bodies: readonly [Body, ...Body[]]): Unified {
  const raw = slotsOf(bodies);
  const parameters = nameParameters(raw);
  const resolved = raw.map((slot): SlottedArgument => {
    const { argument, values, standard } = slot;
    const parameter = parameters.get(JSON.stringify(values));
    const [value] = values as [TorchValue];
    return {
      name: argument,
      slot: parameter ? { kind: "parameter", name: parameter.name } : { kind: "literal", value },
      positional: slot.positional,
      isDefault: !parameter && standard !== undefined && JSON.stringify(standard) === JSON.stringify(value),
    };
  });
  const next = resolved.values();
  const take = (): SlottedArgument => next.next().value as SlottedArgument;
  const members = bodies[0].members.map((member): SlottedMember => {
    const parts = shownParts(member).map(({ callee, args }) => ({ callee, args: args.map(take) }));
    return { name: member.name, isList: member.isList, parts, repeats: isLoop(member) ? take().slot : null };
  });
  return { members, parameters: inCallOrder([...parameters.values()]) };
}

/** Every place for a number, in the order in which the members are gone through. */
function slotsOf(bodies: readonly [Body, ...Body[]]): readonly RawSlot[] {
  const columns = bodies.map((body) => body.members.flatMap(valuesOf));
  return bodies[0].members.flatMap(placesOf).map((place, index) => ({
    ...place,
    values: columns.map((column) => column[index] as TorchValue),
  }));
}

function placesOf(member: Member): readonly Omit<RawSlot, "values">[] {
  const places = shownParts(member).flatMap(({ args }) =>
    args.map((each) => ({
      member: member.name,
      argument: each.name,
      positional: each.positional ?? false,
      standard: each.default,
    })),
  );
  const repeats = { member: member.name, argument: "repeats", positional: false, standard: undefined };
  return isLoop(member) ? [...places, repeats] : places;
}

function valuesOf(member: Member): readonly TorchValue[] {
  const values = shownParts(member).flatMap(({ args }) => args.map(({ value }) => value));
  return isLoop(member) ? [...values, member.parts.length] : values;
}

function isLoop({ parts }: Member): boolean {
  return parts.length > 1 && areAlike(parts);
}

function shownParts(member: Member): readonly Construction[] {
  return isLoop(member) ? member.parts.slice(0, 1) : member.parts;
}

/** By the column of its values: what is the same in every instance is one parameter. */
function nameParameters(raw: readonly RawSlot[]): Map<string, ClassParameter> {
  const groups = new Map<string, RawSlot>();
  for (const slot of raw) {
    const key = JSON.stringify(slot.values);
    const isConstant = slot.values.every((value) => JSON.stringify(value) === JSON.stringify(slot.values[0]));
    if (!isConstant && !groups.has(key)) groups.set(key, slot);
  }
  const called = [...groups.values()].map(({ argument }) => argument);
  const taken = new Set<string>();
  return new Map(
    [...groups].map(([key, { member, argument, positional, values }]) => {
      const isAlone = called.filter((each) => each === argument).length === 1;
      const name = unused(taken, variableOf(isAlone ? argument : `${member}_${argument}`));
      return [key, { name, positional, values }] as const;
    }),
  );
}

/** Python takes positional arguments first. */
function inCallOrder(parameters: readonly ClassParameter[]): readonly ClassParameter[] {
  return [...parameters.filter((each) => each.positional), ...parameters.filter((each) => !each.positional)];
}
