import type { BlockClass } from "./classes";
import type { Forward } from "./forward";
import { memberOf } from "./python-names";
import { callText, constructionText, literal, typeOf } from "./python-text";
import type { Slot, SlottedMember } from "./unify";

/** A class with its modules and its way through them. A method `logits` comes with a `forward` of its probabilities. */
export function classText(each: BlockClass, method: "forward" | "logits"): string {
  const { name, title, body, parameters, members } = each;
  const parts = [`class ${name}(nn.Module):`, `    """${title.replaceAll('"', "'")}."""`, ""];
  if (members.length > 0) {
    const annotated = parameters.map((parameter) => `${parameter.name}: ${typeOf(parameter.values)}`);
    parts.push(
      `    ${callText("def __init__", ["self", ...annotated], 4)}:`,
      "        super().__init__()",
      ...members.map((member) => `        ${memberText(member)}`),
      "",
    );
  }
  parts.push(...methodLines(method, body));
  if (body.training) parts.push("", ...methodLines("training_outputs", body.training));
  if (method === "logits") {
    const whole = { statements: [], outputs: [`F.softmax(self.logits(${body.inputs.join(", ")}), 1)`] };
    parts.push("", ...methodLines("forward", { ...whole, inputs: body.inputs }));
  }
  return parts.join("\n");
}

function methodLines(name: string, { inputs, statements, outputs }: Forward): readonly string[] {
  const annotated = inputs.map((input) => `${input}: torch.Tensor`);
  const tensors = outputs.map(() => "torch.Tensor").join(", ");
  const result = outputs.length === 1 ? tensors : `tuple[${tensors}]`;
  return [
    `    ${callText(`def ${name}`, ["self", ...annotated], 4, ` -> ${result}:`)}`,
    ...statements.map((statement) => `        ${statement}`),
    `        return ${outputs.join(", ")}`,
  ];
}

function memberText({ name, isList, parts, repeats }: SlottedMember): string {
  const target = `${memberOf(name)} = `;
  const [first] = parts;
  if (parts.length === 1 && first && !repeats) return constructionText(first, 8, target);
  const container = isList ? "nn.ModuleList" : "nn.Sequential";
  if (first && repeats) {
    const loop = `for _ in range(${slotText(repeats)})`;
    const made = constructionText(first, 12);
    const star = isList ? "" : "*";
    const line = `${target}${container}(${star}[${made} ${loop}])`;
    if (!made.includes("\n") && line.length + 8 <= 100) return line;
    return `${target}${container}(\n            ${star}[${made} ${loop}]\n        )`;
  }
  const items = parts.map((part) => `            ${constructionText(part, 12)},`).join("\n");
  return isList
    ? `${target}${container}([\n${items}\n        ])`
    : `${target}${container}(\n${items}\n        )`;
}

function slotText(slot: Slot): string {
  return slot.kind === "parameter" ? slot.name : literal(slot.value);
}
