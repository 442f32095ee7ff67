import { IconEye } from "@tabler/icons-react";
import { definePanel } from "../define";
import { InsidePanel } from "./inside-panel";

export default definePanel({ id: "inside", area: "drawer", order: 3, icon: IconEye, component: InsidePanel });
