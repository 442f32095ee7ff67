/** Words that mean something to Python, which nothing can be called. */
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield match case"
  ).split(" "),
);

/** What the file itself uses. */
const OURS = new Set(["self", "torch", "nn", "F", "float", "int", "bool", "range"]);

/** What every `nn.Module` has already: PyTorch refuses submodules of these names as attributes. */
const OF_MODULES = new Set(
  (
    "T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches " +
    "eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict " +
    "modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook " +
    "register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook " +
    "register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook " +
    "register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ " +
    "set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad logits"
  ).split(" "),
);

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEYWORDS.has(name);
}

/** How a module refers to one of its own by name. The name itself must stay: weights are found by it. */
export function memberOf(name: string): string {
  const isPlain = isIdentifier(name) && !name.startsWith("_") && !OF_MODULES.has(name);
  return isPlain ? `self.${name}` : `self._modules["${name}"]`;
}

/** A variable after a node: "3x3-conv" becomes `_3x3_conv`. */
export function variableOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, "_");
  const started = /^[0-9]/.test(plain) ? `_${plain}` : plain;
  return KEYWORDS.has(started) || OURS.has(started) ? `${started}_` : started;
}

/** A class after a title: "inception-v1" and "Inception v1" become `InceptionV1`. */
export function classNameOf(title: string): string {
  const parts = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/);
  const joined = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  if (joined === "") return "Block";
  return /^[0-9]/.test(joined) || KEYWORDS.has(joined) ? `Net${joined}` : joined;
}

/** The name, or with a number behind it if it is taken; taken from then on. */
export function unused(taken: Set<string>, name: string, from = 2): string {
  let candidate = name;
  for (let count = from; taken.has(candidate); count++) candidate = `${name}${count}`;
  taken.add(candidate);
  return candidate;
}

/** A module after a file's name: "ResNet-50 (mine)" becomes `resnet_50_mine`. */
export function moduleNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
  if (plain === "") return "model";
  return /^[0-9]/.test(plain) || KEYWORDS.has(plain) ? `model_${plain}` : plain;
}
