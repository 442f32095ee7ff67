import { IconListTree } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Outline } from "./outline";

export default definePanel({
  id: "outline",
  area: "left",
  order: 2,
  icon: IconListTree,
  component: Outline,
});
