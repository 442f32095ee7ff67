import { IconBook2 } from "@tabler/icons-react";
import { definePanel } from "../define";
import { About } from "./about";

export default definePanel({ id: "about", area: "right", order: 1.5, icon: IconBook2, component: About });
