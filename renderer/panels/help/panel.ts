import { IconHelp } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Help } from "./help";

export default definePanel({ id: "help", area: "right", order: 2, icon: IconHelp, component: Help });
