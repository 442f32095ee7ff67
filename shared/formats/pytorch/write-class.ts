import type { BlockClass } from "./classes";
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
  const inputs = body.inputs.map((input) => `${input}: torch.Tensor`);
  const result =
    body.outputs.length === 1
      ? "torch.Tensor"
      : `tuple[${body.outputs.map(() => "torch.Tensor").join(", ")}]`;
  parts.push(
    `    ${callText(`def ${method}`, ["self", ...inputs], 4, ` -> ${result}:`)}`,
    ...body.statements.map((statement) => `        ${statement}`),
    `        return ${body.outputs.join(", ")}`,
  );
  if (method === "logits") {
    parts.push(
      "",
      `    ${callText("def forward", ["self", ...inputs], 4, " -> torch.Tensor:")}`,
      `        return F.softmax(self.logits(${body.inputs.join(", ")}), 1)`,
    );
  }
  return parts.join("\n");
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
