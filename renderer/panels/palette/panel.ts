import { IconShape } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Palette } from "./palette";

export default definePanel({ id: "palette", area: "left", order: 1, icon: IconShape, component: Palette });
