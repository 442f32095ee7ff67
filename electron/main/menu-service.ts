import { Menu as NativeMenu } from "electron";
import * as z from "zod";
import type { MenuService } from "../../shared/contracts/ipc";
import { type Guards, send, serve } from "./ipc";
import { menuTemplate } from "./menu-template";

const TEXT = z.string().min(1).max(200);

const MENU_GUARDS: Guards<MenuService> = {
  show: z.tuple([
    z
      .array(
        z.strictObject({
          group: TEXT,
          label: TEXT,
          items: z
            .array(z.strictObject({ id: TEXT, label: TEXT, shortcut: TEXT.nullable(), enabled: z.boolean() }))
            .max(200),
        }),
      )
      .max(20),
  ]),
};

export function setupMenuService(): void {
  serve("menu", MENU_GUARDS, (sender) => ({
    async show(menus) {
      const template = menuTemplate(menus, process.platform, {
        run: (id) => send(sender, "command", id),
        editText: (action) => sender[action](),
      });
      NativeMenu.setApplicationMenu(NativeMenu.buildFromTemplate(template));
    },
  }));
}
