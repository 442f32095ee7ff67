import { IconTable } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Compare } from "./compare";

export default definePanel({ id: "compare", area: "drawer", order: 3, icon: IconTable, component: Compare });
